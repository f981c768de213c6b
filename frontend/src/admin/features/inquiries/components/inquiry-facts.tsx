/**
 * What the client wrote about themselves and what they ask for.
 */
import { DataList } from '@mantine/core';
import type { ReactNode } from 'react';

import { SOURCES } from '../presentation';
import { serviceName } from '../service-names';
import type { Inquiry } from '../types';
import classes from './inquiry-facts.module.css';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue className={classes.value}>{children}</DataList.ItemValue>
    </DataList.Item>
  );
}

/** Quote the client's message as it was written. */
export function ClientMessage({ message }: { message: string }) {
  return <blockquote className={classes.message}>{message}</blockquote>;
}

/** Link an address; a long one breaks behind its @ and not within a word. */
function MailAddress({ address }: { address: string }) {
  const [user, domain] = address.split('@', 2);
  return (
    <a href={`mailto:${address}`}>
      {user}@<wbr />
      {domain}
    </a>
  );
}

/** List the facts of an inquiry. */
export function InquiryFacts({ inquiry }: { inquiry: Inquiry }) {
  return (
    <DataList labelWidth={76} gap="xs">
      <Fact label="E-mail">
        <MailAddress address={inquiry.email} />
      </Fact>
      <Fact label="Phone">
        {inquiry.phone === null ? (
          <span aria-label="not given">–</span>
        ) : (
          <a href={`tel:${inquiry.phone.replace(/[^+\d]/g, '')}`}>{inquiry.phone}</a>
        )}
      </Fact>
      <Fact label="Services">{inquiry.services.map(serviceName).join(', ')}</Fact>
      <Fact label="Source">{SOURCES[inquiry.source]}</Fact>
    </DataList>
  );
}
