/**
 * A mail as it was sent: as mail programs show it, or its plain text.
 */
import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';

import { sealMail } from '../sealed-mail';
import classes from './mail-as-sent.module.css';

type Form = 'formatted' | 'text';

const FORMS: { value: Form; label: string }[] = [
  { value: 'formatted', label: 'Formatted' },
  { value: 'text', label: 'Plain text' },
];

interface MailAsSentProps {
  text: string | null;
  html: string | null;
}

function Formatted({ html }: { html: string }) {
  const sealed = useMemo(() => sealMail(html), [html]);
  return <iframe title="Mail as sent" sandbox="" srcDoc={sealed} className={classes.frame} />;
}

/** Show a mail as it was sent. */
export function MailAsSent({ text, html }: MailAsSentProps) {
  const [wanted, setWanted] = useState<Form>('formatted');
  if (text === null && html === null) {
    return <p className={classes.note}>There is nothing to show: it was never handed over, or your role can’t read inquiries.</p>;
  }
  const form = html === null ? 'text' : wanted;
  return (
    <>
      {text !== null && html !== null && (
        <SegmentedControl
          aria-label="Form of the mail"
          data={FORMS}
          value={form}
          onChange={setWanted}
          className={classes.forms ?? ''}
        />
      )}
      {form === 'formatted' && html !== null ? (
        <Formatted html={html} />
      ) : (
        <div className={classes.text} role="region" aria-label="Text of the mail" tabIndex={0}>
          {text}
        </div>
      )}
      <p className={classes.note}>
        Private links are left out: only the person who got the mail has them. Links do nothing
        here.
      </p>
    </>
  );
}
