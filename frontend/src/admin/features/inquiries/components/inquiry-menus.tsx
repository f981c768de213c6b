/**
 * Status, priority and owner of an inquiry, each as what it is and, for who may change it, as the
 * menu of what it can become.
 */
import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { PersonMark } from '../../../components/person-mark';
import { ToneBadge } from '../../../components/tone-badge';
import { useConsultants, usePersonName } from '../../../lib/consultants';
import { useCurrentUser, usePermission } from '../../../lib/current-user';
import { useOnline } from '../../../lib/use-online';
import { PRIORITIES, STATUSES } from '../presentation';
import type { Change, Inquiry, Priority } from '../types';
import classes from './inquiry-menus.module.css';

interface InquiryMenuProps {
  inquiry: Inquiry;
  isPending: boolean;
  onChange: (change: Change) => void;
}

interface FrameProps {
  label: string;
  /** What the menu is opened by. */
  face: ReactNode;
  isPending: boolean;
  children: ReactNode;
}

/** A menu, or only its face for who may not change anything or is offline. */
function Frame({ label, face, isPending, children }: FrameProps) {
  const canWrite = usePermission('inquiries:write');
  const isOnline = useOnline();
  if (!canWrite) return <span className={classes.face}>{face}</span>;
  if (!isOnline) {
    return (
      <Tooltip label="You are offline. Changes are not saved.">
        <span className={classes.face} tabIndex={0}>
          {face}
        </span>
      </Tooltip>
    );
  }
  return (
    <Menu
      shadow="md"
      position="bottom-start"
      disabled={isPending}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <UnstyledButton className={classes.face} aria-label={label} aria-busy={isPending}>
          {face}
          <IconChevronDown size={14} stroke={1.75} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>{children}</Menu.Dropdown>
    </Menu>
  );
}

/** Show the status, and offer those that it leads to. */
export function StatusMenu({ inquiry, isPending, onChange }: InquiryMenuProps) {
  const { label, tone, icon } = STATUSES[inquiry.status];
  return (
    <Frame
      label={`Status: ${label}`}
      isPending={isPending}
      face={
        <ToneBadge tone={tone} icon={icon}>
          {label}
        </ToneBadge>
      }
    >
      <Menu.Label>Set status</Menu.Label>
      {inquiry.next_statuses.map((status, index) => {
        const { label: name, icon: Icon } = STATUSES[status];
        return (
          <Menu.Item
            key={status}
            data-autofocus={index === 0 || undefined}
            leftSection={<Icon size={16} stroke={1.75} />}
            onClick={() => {
              onChange({ status });
            }}
          >
            {name}
          </Menu.Item>
        );
      })}
    </Frame>
  );
}

/** Show the priority with its reason, and offer the others. */
export function PriorityMenu({ inquiry, isPending, onChange }: InquiryMenuProps) {
  const { label, tone, icon } = PRIORITIES[inquiry.priority];
  const priorities = Object.keys(PRIORITIES) as Priority[];
  return (
    <Frame
      label={`Priority: ${label}`}
      isPending={isPending}
      face={
        <ToneBadge tone={tone} icon={icon} plain>
          {label}
        </ToneBadge>
      }
    >
      {inquiry.priority_reason !== null && (
        <div className={classes.reason}>
          {label}: {inquiry.priority_reason}
        </div>
      )}
      <Menu.Label>Set priority</Menu.Label>
      <Menu.RadioGroup
        value={inquiry.priority}
        onChange={(chosen) => {
          const priority = priorities.find((each) => each === chosen);
          if (priority !== undefined && priority !== inquiry.priority) onChange({ priority });
        }}
      >
        {priorities.map((priority) => (
          <Menu.RadioItem
            key={priority}
            value={priority}
            closeMenuOnClick
            data-autofocus={priority === inquiry.priority || undefined}
          >
            {PRIORITIES[priority].label}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Frame>
  );
}

const NOBODY = '';

/** Show who has the inquiry, and offer oneself, nobody and the colleagues. */
export function OwnerMenu({ inquiry, isPending, onChange }: InquiryMenuProps) {
  const { username, name: ownName } = useCurrentUser();
  const others = useConsultants().filter((person) => person.username !== username);
  const nameOf = usePersonName();
  const { assignee } = inquiry;
  const name = assignee === null ? 'No owner' : nameOf(assignee);
  return (
    <Frame
      label={assignee === null ? name : `Owner: ${name}`}
      isPending={isPending}
      face={
        <span className={classes.owner}>
          {assignee !== null && <PersonMark username={assignee} name={name} isNamedBeside />}
          <span className={classes.name}>{name}</span>
        </span>
      }
    >
      <Menu.Label>Set owner</Menu.Label>
      <Menu.RadioGroup
        value={assignee ?? NOBODY}
        onChange={(chosen) => {
          const next = chosen === NOBODY ? null : chosen;
          if (next !== assignee) onChange({ assignee: next });
        }}
      >
        <Menu.RadioItem value={username} closeMenuOnClick data-autofocus>
          {ownName} (me)
        </Menu.RadioItem>
        <Menu.RadioItem value={NOBODY} closeMenuOnClick>
          Nobody
        </Menu.RadioItem>
        {others.map((person) => (
          <Menu.RadioItem key={person.username} value={person.username} closeMenuOnClick>
            {person.name}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Frame>
  );
}
