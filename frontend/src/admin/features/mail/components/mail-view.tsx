/**
 * One mail: what became of it, what to do about it, and the mail as it was sent.
 */
import { Button, Drawer, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { CopyAction } from '../../../components/copy-action';
import { Delayed } from '../../../components/delayed';
import { LoadError } from '../../../components/load-error';
import { MailStateBadge } from '../../../components/mail-state-badge';
import { MailTrail } from '../../../components/mail-trail';
import { Notice } from '../../../components/notice';
import { RelativeTime } from '../../../components/relative-time';
import { SendMailAgain } from '../../../components/send-mail-again';
import type { Tone } from '../../../components/tone-badge';
import {
  explainMail,
  mailKindLabel,
  maySendAgain,
  presentMailState,
} from '../../../lib/mail-states';
import { mailQuery } from '../api/get-mail';
import type { MailDetail } from '../types';
import { InquiryLink } from './inquiry-link';
import { MailAsSent } from './mail-as-sent';
import classes from './mail-view.module.css';

const NOTICE_TONES: Partial<Record<Tone, 'red' | 'yellow'>> = {
  red: 'red',
  violet: 'red',
  yellow: 'yellow',
};

interface MailViewProps {
  mailId: string;
  inquiryPath: (inquiryId: string) => string;
  onClose: () => void;
}

interface MailProps {
  mailId: string;
  mail: MailDetail;
  inquiryPath: (inquiryId: string) => string;
}

function Explanation({ mail }: { mail: MailDetail }) {
  const explanation = explainMail(mail);
  if (explanation === null) return null;
  // The trail says it too, as a rule.
  const isTold = mail.events.some((event) => event.reason === mail.reason);
  const tone = NOTICE_TONES[presentMailState(mail.status).tone] ?? 'gray';
  return (
    <Notice tone={tone} icon={tone === 'red' ? IconAlertTriangle : IconInfoCircle}>
      {explanation}
      {mail.reason !== null && !isTold && (
        <div className={classes.reason}>Reason: {mail.reason}</div>
      )}
    </Notice>
  );
}

function Facts({ mail, inquiryPath }: Omit<MailProps, 'mailId'>) {
  return (
    <dl className={classes.facts}>
      <dt>To</dt>
      <dd>
        {mail.to}
        <CopyAction value={mail.to} what="address" />
      </dd>
      <dt>Kind</dt>
      <dd>{mailKindLabel(mail.kind)}</dd>
      <dt>Inquiry</dt>
      <dd>
        <InquiryLink
          to={inquiryPath(mail.inquiry_id)}
          label={mail.reference ?? 'Open inquiry'}
        />
      </dd>
      <dt>Provider id</dt>
      <dd>
        {mail.message_id === null ? (
          <span aria-label="not given">–</span>
        ) : (
          <>
            <code className={classes.id}>{mail.message_id}</code>
            <CopyAction value={mail.message_id} what="provider id" />
          </>
        )}
      </dd>
    </dl>
  );
}

function Mail({ mailId, mail, inquiryPath }: MailProps) {
  return (
    <>
      <div className={classes.line}>
        <MailStateBadge status={mail.status} />
        <span className={classes.time}>
          <RelativeTime iso={mail.at} />
        </span>
      </div>
      <Explanation mail={mail} />
      {maySendAgain(mail.status) && (
        <SendMailAgain
          mailId={mailId}
          inquiryId={mail.inquiry_id}
          kind={mail.kind}
          // What bounced or was suppressed would likely do so again: it is no advice to send it.
          isPrimary={mail.status === 'failed'}
        />
      )}
      <Facts mail={mail} inquiryPath={inquiryPath} />
      <section aria-labelledby="mail-trail">
        <h3 id="mail-trail" className={classes.heading}>
          What happened
        </h3>
        <MailTrail events={mail.events} />
      </section>
      <section aria-labelledby="mail-as-sent">
        <h3 id="mail-as-sent" className={classes.heading}>
          Mail as sent
        </h3>
        <MailAsSent text={mail.text} html={mail.html} />
      </section>
    </>
  );
}

/** Show a mail. */
export function MailView({ mailId, inquiryPath, onClose }: MailViewProps) {
  const query = useQuery(mailQuery(mailId));
  const mail = query.data;
  return (
    <>
      <div className={classes.head}>
        <Drawer.Title className={classes.title}>{mail?.subject ?? 'Mail'}</Drawer.Title>
        <Drawer.CloseButton aria-label="Close mail" size={44} iconSize={20} />
      </div>
      <div className={classes.body}>
        {query.error !== null && (
          <LoadError what="The mail" error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isPending && (
          <Delayed>
            <div className={classes.loading}>
              <Skeleton height={24} width={120} />
              <Skeleton height={112} />
              <Skeleton height={96} />
              <Skeleton height={360} />
            </div>
          </Delayed>
        )}
        {mail !== undefined && <Mail mailId={mailId} mail={mail} inquiryPath={inquiryPath} />}
        {/* After the mail's frame there must be a stop for Tab, or it would leave the drawer. */}
        <div className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
        </div>
      </div>
    </>
  );
}
