/**
 * Everything that the status page can say, as templates.
 */
import type { ReactNode } from 'react';

import { promises } from '@/config/site';

import { MailLink } from '../../components/mail-link';
import { Slot, TimeSlot } from '../../components/slot';
import { ids } from '../../lib/ids';
import { headlineId, mailId, type Headline, type MailWords } from './states';

const headlines: Record<Headline, { title: string; text: ReactNode }> = {
  pending: {
    title: 'We have your inquiry',
    text: (
      <>
        Received <TimeSlot name="received" />. A consultant will read it {promises.reply}.
      </>
    ),
  },
  processing: {
    title: 'Your inquiry is being prepared',
    text: 'Facts and open questions are collected for the consultant.',
  },
  reviewed: {
    title: 'A consultant is working on your reply',
    text: 'You get it by e-mail.',
  },
  responded: {
    title: 'We have replied',
    text: (
      <>
        Sent <TimeSlot name="replied" />. Nothing arrived? Look in the spam folder or write to{' '}
        <MailLink />.
      </>
    ),
  },
  closed: {
    title: 'This inquiry is closed',
    text: (
      <>
        Write to <MailLink /> with your reference to open it again.
      </>
    ),
  },
  unknown: {
    title: 'This link does not work',
    text: (
      <>
        Use the full link from your confirmation, or write to <MailLink /> with your reference.
      </>
    ),
  },
  expired: {
    title: 'This page has expired',
    text: (
      <>
        Status pages are kept for {promises.status_page_days} days. Write to <MailLink />.
      </>
    ),
  },
  unavailable: {
    title: 'The status can’t be shown right now',
    text: 'Your inquiry is safe. Try again in a minute.',
  },
};

const mails: Record<MailWords, ReactNode> = {
  queued: (
    <>
      Confirmation to <Slot name="to" /> is on its way.
    </>
  ),
  sent: (
    <>
      Confirmation sent <TimeSlot name="mail" /> to <Slot name="to" />.
    </>
  ),
  delivered: (
    <>
      Confirmation delivered <TimeSlot name="mail" /> to <Slot name="to" />.
    </>
  ),
  undelivered: (
    <>
      The confirmation to <Slot name="to" /> could not be delivered: check the address in your
      message and write to <MailLink />.
    </>
  ),
  suppressed: (
    <>
      No confirmation is sent to <Slot name="to" />. Write to <MailLink /> with another address.
    </>
  ),
};

/** Keep every headline and every line about the mail ready. */
export function StatusWords() {
  return (
    <>
      {(Object.keys(headlines) as Headline[]).map((headline) => (
        <template key={headline} id={headlineId(headline)}>
          <h1>{headlines[headline].title}</h1>
          <p className="lead">{headlines[headline].text}</p>
          {headline === 'unavailable' && (
            <button id={ids.statusRetry} className="button accent large" type="button">
              Try again
            </button>
          )}
        </template>
      ))}
      {(Object.keys(mails) as MailWords[]).map((words) => (
        <template key={words} id={mailId(words)}>
          {mails[words]}
        </template>
      ))}
    </>
  );
}
