/**
 * Message, facts and progress beside the report.
 */
import type { Inquiry } from '../types';
import classes from './inquiry-aside.module.css';
import { ClientMessage, InquiryFacts } from './inquiry-facts';
import { InquiryProgress } from './inquiry-progress';

/** Show message, facts and progress as cards. */
export function InquiryAside({ inquiry }: { inquiry: Inquiry }) {
  return (
    <aside className={classes.aside} aria-label="About this inquiry">
      <section className={classes.card}>
        <h2 className={classes.title}>Message</h2>
        <ClientMessage message={inquiry.message} />
        <hr className={classes.divider} />
        <InquiryFacts inquiry={inquiry} />
      </section>
      <section className={classes.card}>
        <h2 className={classes.title}>Progress</h2>
        <InquiryProgress inquiry={inquiry} />
      </section>
    </aside>
  );
}
