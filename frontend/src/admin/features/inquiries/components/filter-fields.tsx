/**
 * The fields that filter the list, each by one thing.
 *
 * In the bar a field has its name in itself until something is chosen; elsewhere it stands above.
 */
import { Select, Skeleton, type SelectProps } from '@mantine/core';
import { lazy, Suspense } from 'react';

import { services } from '@/config/site';

import { useConsultants, usePersonName } from '../../../lib/consultants';
import { useCurrentUser } from '../../../lib/current-user';
import type { Presentation } from '../../../lib/state-presentation';
import { NOBODY, type InquiryFilters } from '../filters';
import { PRIORITIES, SOURCES, STATUSES } from '../presentation';
import type { InquiryStatus, Priority, ServiceType, Source } from '../types';

const SEARCHABLE_FROM = 9;

const ReceivedDays = lazy(async () => ({ default: (await import('./received-days')).ReceivedDays }));

export interface FilterProps {
  filters: InquiryFilters;
  onChange: (changes: Partial<InquiryFilters>) => void;
}

type Place = 'bar' | 'popover' | 'drawer';

interface FilterFieldProps extends FilterProps {
  place: Place;
}

interface Option<Value extends string> {
  value: Value;
  label: string;
}

interface ChoiceProps<Value extends string> {
  label: string;
  place: Place;
  options: readonly Option<Value>[];
  value: Value | null;
  onChoose: (value: Value | null) => void;
  width: number;
}

function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, place, options, value, onChoose, width } = props;
  const form: SelectProps =
    place === 'bar'
      ? { 'aria-label': label, placeholder: label, w: width }
      : { label, placeholder: 'Any' };
  return (
    <Select
      {...form}
      // A smaller font would make a phone zoom into the field.
      size={place === 'drawer' ? 'md' : 'sm'}
      data={[...options]}
      value={value}
      onChange={(chosen) => {
        onChoose(options.find((option) => option.value === chosen)?.value ?? null);
      }}
      clearable
      searchable={options.length >= SEARCHABLE_FROM}
      clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}` }}
      comboboxProps={{
        width: 'max-content',
        position: 'bottom-start',
        shadow: 'md',
        withinPortal: place !== 'bar',
      }}
    />
  );
}

function optionsOf<Value extends string>(presentations: Record<Value, Presentation>) {
  return (Object.keys(presentations) as Value[]).map((value) => ({
    value,
    label: presentations[value].label,
  }));
}

/** Choose a status. */
export function StatusField({ filters, onChange, place }: FilterFieldProps) {
  return (
    <Choice<InquiryStatus>
      label="Status"
      place={place}
      width={130}
      options={optionsOf(STATUSES)}
      value={filters.status}
      onChoose={(status) => {
        onChange({ status });
      }}
    />
  );
}

/** Choose a priority. */
export function PriorityField({ filters, onChange, place }: FilterFieldProps) {
  return (
    <Choice<Priority>
      label="Priority"
      place={place}
      width={124}
      options={optionsOf(PRIORITIES)}
      value={filters.priority}
      onChoose={(priority) => {
        onChange({ priority });
      }}
    />
  );
}

/** Choose who has the inquiries: oneself, nobody, a colleague. */
export function OwnerField({ filters, onChange, place }: FilterFieldProps) {
  const { username } = useCurrentUser();
  const consultants = useConsultants();
  const nameOf = usePersonName();
  const others = consultants.filter((person) => person.username !== username);
  const options = [
    { value: username, label: 'Me' },
    { value: NOBODY, label: 'Nobody' },
    ...others.map((person) => ({ value: person.username, label: person.name })),
  ];
  const { assignee } = filters;
  // Somebody who left, or the list of people is not there yet.
  if (assignee !== null && !options.some(({ value }) => value === assignee)) {
    options.push({ value: assignee, label: nameOf(assignee) });
  }
  return (
    <Choice
      label="Owner"
      place={place}
      width={152}
      options={options}
      value={assignee}
      onChoose={(chosen) => {
        onChange({ assignee: chosen });
      }}
    />
  );
}

/** Choose a service. */
export function ServiceField({ filters, onChange, place }: FilterFieldProps) {
  return (
    <Choice<ServiceType>
      label="Service"
      place={place}
      width={180}
      options={services.map(({ id, name }) => ({ value: id as ServiceType, label: name }))}
      value={filters.service}
      onChoose={(service) => {
        onChange({ service });
      }}
    />
  );
}

/** Choose the form that inquiries came from. */
export function SourceField({ filters, onChange, place }: FilterFieldProps) {
  const sources = Object.keys(SOURCES) as Source[];
  return (
    <Choice<Source>
      label="Source"
      place={place}
      width={150}
      options={sources.map((value) => ({ value, label: SOURCES[value] }))}
      value={filters.source}
      onChoose={(source) => {
        onChange({ source });
      }}
    />
  );
}

/** Choose the days on which inquiries were received; the calendar is loaded when it is needed. */
export function ReceivedField({ filters, onChange }: FilterProps) {
  return (
    <Suspense fallback={<Skeleton height={332} />}>
      <ReceivedDays from={filters.from} to={filters.to} onChange={onChange} />
    </Suspense>
  );
}
