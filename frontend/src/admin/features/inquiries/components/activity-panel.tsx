/**
 * The activity tab: what people and the platform did, newest first, and a place for notes.
 */
import { Button, SegmentedControl, Skeleton, Stack, Timeline } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconFileText,
  IconFlag,
  IconInbox,
  IconLink,
  IconLinkOff,
  IconListDetails,
  IconMail,
  IconMailForward,
  IconNote,
  IconPointFilled,
  IconRefresh,
  IconSparkles,
  IconUser,
} from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { Delayed } from '../../../components/delayed';
import { LoadError } from '../../../components/load-error';
import { RelativeTime } from '../../../components/relative-time';
import { usePersonName } from '../../../lib/consultants';
import { usePermission } from '../../../lib/current-user';
import { describeActivity, isByPeople, type ActivityPeople } from '../activity-words';
import { activitiesQuery } from '../api/get-activities';
import type { Activity, Inquiry } from '../types';
import classes from './activity-panel.module.css';
import { NoteBox } from './note-box';

const ICONS: Record<string, typeof IconNote> = {
  submitted: IconInbox,
  status_changed: IconArrowsExchange,
  priority_changed: IconFlag,
  assignee_changed: IconUser,
  note_added: IconNote,
  outline_made: IconListDetails,
  report_requested: IconSparkles,
  report_written: IconFileText,
  report_status_changed: IconFileText,
  report_link_requested: IconLink,
  report_link_revoked: IconLinkOff,
  mail_requested: IconMailForward,
  suppression_lifted: IconArrowBackUp,
  work_retried: IconRefresh,
  mail: IconMail,
};

const FILTERS = [
  { value: 'all', label: 'All' },
  { value: 'people', label: 'People' },
  { value: 'system', label: 'System' },
] as const;

type ActivityFilter = (typeof FILTERS)[number]['value'];

function isShown(activity: Activity, filter: ActivityFilter): boolean {
  return filter === 'all' || isByPeople(activity) === (filter === 'people');
}

function ActivityItem({ activity, people }: { activity: Activity; people: ActivityPeople }) {
  const Icon = ICONS[activity.kind] ?? IconPointFilled;
  return (
    <Timeline.Item
      bullet={<Icon size={14} stroke={1.75} aria-hidden />}
      title={describeActivity(activity, people)}
      data-people={isByPeople(activity) || undefined}
    >
      <div className={classes.time}>
        <RelativeTime iso={activity.at} />
      </div>
      {activity.text !== null && (
        <div className={classes.text} data-note={activity.kind === 'note_added' || undefined}>
          {activity.text}
        </div>
      )}
    </Timeline.Item>
  );
}

function History({ inquiry, filter }: { inquiry: Inquiry; filter: ActivityFilter }) {
  const query = useInfiniteQuery(activitiesQuery(inquiry.id));
  const people = { client: inquiry.name, nameOf: usePersonName() };
  if (query.data === undefined) {
    if (query.error === null) {
      return (
        <Delayed>
          <Stack gap="lg" role="status" aria-label="Loading the activity">
            <Skeleton height={36} width="60%" />
            <Skeleton height={36} width="48%" />
            <Skeleton height={36} width="54%" />
          </Stack>
        </Delayed>
      );
    }
    return <LoadError what="Activity" error={query.error} onRetry={() => void query.refetch()} />;
  }
  const activities = query.data.pages.flatMap((page) => page.items);
  const shown = activities.filter((activity) => isShown(activity, filter));
  return (
    <>
      {shown.length === 0 && <p className={classes.nothing}>Nothing of this kind yet.</p>}
      <Timeline
        bulletSize={28}
        lineWidth={2}
        classNames={{
          item: classes.item ?? '',
          itemBullet: classes.bullet ?? '',
          itemTitle: classes.sentence ?? '',
        }}
      >
        {shown.map((activity) => (
          <ActivityItem key={activity.id} activity={activity} people={people} />
        ))}
      </Timeline>
      {query.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </>
  );
}

/** Show what happened to an inquiry. */
export function ActivityPanel({ inquiry }: { inquiry: Inquiry }) {
  const [filter, setFilter] = useState<ActivityFilter>('all');
  const canWrite = usePermission('inquiries:write');
  return (
    <section className={classes.card} aria-label="Activity">
      {canWrite && <NoteBox inquiryId={inquiry.id} />}
      <div className={classes.body}>
        <SegmentedControl<ActivityFilter>
          aria-label="Whose activity"
          size="xs"
          data={[...FILTERS]}
          value={filter}
          onChange={setFilter}
          className={classes.filter}
        />
        <History inquiry={inquiry} filter={filter} />
      </div>
    </section>
  );
}
