/**
 * The links to reports that clients were sent: whether they still open, and how often they did.
 */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBan, IconCheck, IconClock } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';

import { Dialog } from '../../../components/dialog';
import { Notice } from '../../../components/notice';
import { notifyDone } from '../../../components/notify';
import { RelativeTime } from '../../../components/relative-time';
import { ToneBadge } from '../../../components/tone-badge';
import { WriteButton } from '../../../components/write-button';
import { errorText } from '../../../lib/api-errors';
import { usePersonName } from '../../../lib/consultants';
import { usePermission } from '../../../lib/current-user';
import { formatInteger } from '../../../lib/number-format';
import { formatDay } from '../../../lib/time-format';
import { useNow } from '../../../lib/use-now';
import { inquiryQuery } from '../api/get-inquiry';
import { revokeReportLink } from '../api/revoke-report-link';
import type { ReportLink } from '../types';
import classes from './report-links.module.css';

const EXPIRY_CHECK_MILLISECONDS = 60_000;

interface LinkProps {
  inquiryId: string;
  link: ReportLink;
  onRevoked: () => void;
}

function LinkState({ link, isOver }: { link: ReportLink; isOver: boolean }) {
  if (link.revoked_at !== null) {
    return (
      <ToneBadge tone="red" icon={IconBan}>
        Revoked
      </ToneBadge>
    );
  }
  return isOver ? (
    <ToneBadge tone="gray" icon={IconClock}>
      Expired
    </ToneBadge>
  ) : (
    <ToneBadge tone="green" icon={IconCheck}>
      Open
    </ToneBadge>
  );
}

function opensText({ opens }: ReportLink): string {
  if (opens === 0) return 'never opened';
  return opens === 1 ? 'opened once' : `opened ${formatInteger(opens)} times, last`;
}

function Revocation({ inquiryId, link, onRevoked }: LinkProps) {
  const [isOpen, dialog] = useDisclosure(false);
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: () => revokeReportLink(inquiryId, link.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: inquiryQuery(inquiryId).queryKey });
      void client.invalidateQueries({ queryKey: ['activities', inquiryId] });
      dialog.close();
      // Whoever closed the dialog before is somewhere else by now.
      if (isOpen) onRevoked();
      notifyDone('The link opens nothing any more.');
    },
  });
  return (
    <>
      <WriteButton size="xs" variant="default" onClick={dialog.open}>
        Revoke
      </WriteButton>
      <Dialog opened={isOpen} onClose={dialog.close} title="Revoke this link?">
        <Stack gap="md">
          {mutation.error !== null && (
            <Notice tone="red" icon={IconBan} role="alert">
              {errorText(mutation.error)}
            </Notice>
          )}
          <Text size="sm">
            The client cannot open version {link.report_number} with it any more. A new link can be
            sent from the report.
          </Text>
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={dialog.close}>
              Keep it
            </Button>
            <WriteButton
              color="red"
              loading={mutation.isPending}
              onClick={() => {
                mutation.mutate();
              }}
            >
              Revoke link
            </WriteButton>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}

function LinkRow({ inquiryId, link, onRevoked, now }: LinkProps & { now: number }) {
  const nameOf = usePersonName();
  const canRevoke = usePermission('reports:write');
  const isOver = Date.parse(link.expires_at) <= now;
  return (
    <li className={classes.link}>
      <div className={classes.state}>
        <LinkState link={link} isOver={isOver} />
      </div>
      <div className={classes.body}>
        <div className={classes.title}>Version {link.report_number}</div>
        <div className={classes.meta}>
          <span>
            created <RelativeTime iso={link.created_at} />
          </span>
          {link.revoked_at === null ? (
            <span>
              {isOver ? 'was valid' : 'valid'} until {formatDay(link.expires_at)}
            </span>
          ) : (
            <span>
              revoked <RelativeTime iso={link.revoked_at} />
              {link.revoked_by !== null && ` by ${nameOf(link.revoked_by)}`}
            </span>
          )}
          <span>
            {opensText(link)}{' '}
            {link.last_opened_at !== null && <RelativeTime iso={link.last_opened_at} />}
          </span>
        </div>
      </div>
      {canRevoke && link.revoked_at === null && !isOver && (
        <Revocation inquiryId={inquiryId} link={link} onRevoked={onRevoked} />
      )}
    </li>
  );
}

interface ReportLinksProps {
  inquiryId: string;
  links: readonly ReportLink[];
}

/** List the links of an inquiry, newest first. */
export function ReportLinks({ inquiryId, links }: ReportLinksProps) {
  const now = useNow(EXPIRY_CHECK_MILLISECONDS);
  const heading = useRef<HTMLHeadingElement>(null);
  const newestFirst = [...links].sort((a, b) => b.created_at.localeCompare(a.created_at));
  return (
    <section className={classes.card} aria-labelledby="report-links">
      <h2 ref={heading} id="report-links" tabIndex={-1} className={classes.heading}>
        Links to the report
      </h2>
      <ul className={classes.links}>
        {newestFirst.map((link) => (
          <LinkRow
            key={link.id}
            inquiryId={inquiryId}
            link={link}
            // The button that had the focus is gone then.
            onRevoked={() => heading.current?.focus()}
            now={now}
          />
        ))}
      </ul>
    </section>
  );
}
