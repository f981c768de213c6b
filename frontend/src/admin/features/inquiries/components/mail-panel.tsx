/**
 * The mail tab: what was sent, to whom, what became of it, and what can be done about it.
 */
import { EmptyState } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';

import { CopyAction } from '../../../components/copy-action';
import { MailStateBadge } from '../../../components/mail-state-badge';
import { MailTrail } from '../../../components/mail-trail';
import { RelativeTime } from '../../../components/relative-time';
import { SendMailAgain } from '../../../components/send-mail-again';
import { explainMail, mailKindLabel, maySendAgain } from '../../../lib/mail-states';
import { debtKind } from '../owed-work';
import { debtOfMail } from '../progress';
import type { Email, Inquiry } from '../types';
import classes from './mail-panel.module.css';
import { OwedWorkLines } from './owed-work-lines';
import { ReportLinks } from './report-links';

const MAIL_DEBTS = ['customer_mail', 'consultant_mail', 'report_link'];

/** Tell whether a mail is the last word of its kind: none came after it, and none is on its way. */
function isLastOfKind(mail: Email, inquiry: Inquiry): boolean {
  const debt = debtOfMail(mail.kind);
  if (debt === null) return false;
  const isUnderWay = inquiry.owed.some(
    (work) => debtKind(work) === debt && work.state !== 'parked',
  );
  const later = inquiry.email_events.some(
    (each) => debtOfMail(each.kind) === debt && each.at > mail.at,
  );
  return !isUnderWay && !later;
}

function Mail({ mail, inquiry }: { mail: Email; inquiry: Inquiry }) {
  const explanation = explainMail(mail);
  return (
    <li className={classes.mail}>
      <div className={classes.state}>
        <MailStateBadge status={mail.status} />
      </div>
      <div className={classes.body}>
        <div className={classes.subject}>{mail.subject}</div>
        <div className={classes.meta}>
          {mailKindLabel(mail.kind)} · {mail.to}
        </div>
        {mail.reason !== null && <div className={classes.reason}>{mail.reason}</div>}
        {explanation !== null && <div className={classes.explanation}>{explanation}</div>}
        {maySendAgain(mail.status) && isLastOfKind(mail, inquiry) && (
          <div className={classes.again}>
            <SendMailAgain mailId={mail.id} inquiryId={inquiry.id} kind={mail.kind} />
          </div>
        )}
        <details className={classes.trail}>
          <summary>What happened</summary>
          <MailTrail events={mail.events} />
          {mail.message_id !== null && (
            <div className={classes.provider}>
              <span>
                Provider id <code>{mail.message_id}</code>
              </span>
              <CopyAction value={mail.message_id} what="provider id" />
            </div>
          )}
        </details>
      </div>
      <div className={classes.time}>
        <RelativeTime iso={mail.at} />
      </div>
    </li>
  );
}

/** Show the mails of an inquiry, newest first, and the links that were sent with them. */
export function MailPanel({ inquiry }: { inquiry: Inquiry }) {
  const owed = inquiry.owed.filter((work) => MAIL_DEBTS.includes(debtKind(work)));
  const mails = [...inquiry.email_events].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <div className={classes.panel}>
      <section className={classes.card} aria-label="Mail">
        {owed.length > 0 && (
          <div className={classes.owed} role="status">
            <OwedWorkLines inquiryId={inquiry.id} owed={owed} />
          </div>
        )}
        {mails.length === 0 && owed.length === 0 && (
          <EmptyState
            icon={<IconMailOff stroke={1.5} />}
            title="No mail"
            description="Nothing was sent for this inquiry."
            py={48}
          />
        )}
        <ul className={classes.mails}>
          {mails.map((mail) => (
            <Mail key={mail.id} mail={mail} inquiry={inquiry} />
          ))}
        </ul>
      </section>
      {inquiry.links.length > 0 && (
        <ReportLinks inquiryId={inquiry.id} links={inquiry.links} />
      )}
    </div>
  );
}
