/**
 * Message, facts and progress folded above the report, for narrow screens.
 */
import { Accordion } from '@mantine/core';

import type { Inquiry } from '../types';
import classes from './inquiry-accordion.module.css';
import { ClientMessage, InquiryFacts } from './inquiry-facts';
import { InquiryProgress } from './inquiry-progress';

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
          <InquiryProgress inquiry={inquiry} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
