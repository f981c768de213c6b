/**
 * Message, facts and progress beside the report, or folded above it on narrow screens.
 */
import { Accordion } from '@mantine/core';

import { otherFailedWork } from '../progress';
import type { Inquiry } from '../types';
import classes from './inquiry-aside.module.css';
import { ClientMessage, InquiryFacts } from './inquiry-facts';
import { OwedWorkLines } from './owed-work-lines';
import { ProgressTimeline } from './progress-timeline';

function Progress({ inquiry }: { inquiry: Inquiry }) {
  const failed = otherFailedWork(inquiry);
  return (
    <>
      <ProgressTimeline inquiry={inquiry} />
      {failed.length > 0 && (
        <div className={classes.failed}>
          <OwedWorkLines inquiryId={inquiry.id} owed={failed} />
        </div>
      )}
    </>
  );
}

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
        <Progress inquiry={inquiry} />
      </section>
    </aside>
  );
}

/** Show message, facts and progress folded. */
export function InquiryAccordion({ inquiry }: { inquiry: Inquiry }) {
  return (
    <Accordion variant="contained" multiple order={2} className={classes.accordion}>
      <Accordion.Item value="message">
        <Accordion.Control>Message</Accordion.Control>
        <Accordion.Panel>
          <ClientMessage message={inquiry.message} />
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="facts">
        <Accordion.Control>Client</Accordion.Control>
        <Accordion.Panel>
          <InquiryFacts inquiry={inquiry} />
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="progress">
        <Accordion.Control>Progress</Accordion.Control>
        <Accordion.Panel>
          <Progress inquiry={inquiry} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
