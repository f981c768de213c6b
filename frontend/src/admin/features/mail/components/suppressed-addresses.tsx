/**
 * Suppressed addresses as a table, or as cards on narrow screens.
 */
import { VisuallyHidden } from '@mantine/core';

import { MailStateBadge } from '../../../components/mail-state-badge';
import { RelativeTime } from '../../../components/relative-time';
import rowTable from '../../../components/row-table.module.css';
import { WriteButton } from '../../../components/write-button';
import type { SuppressedAddress } from '../types';
import { useTableFits } from '../use-table-fits';
import { InquiryLink } from './inquiry-link';
import classes from './suppressed-addresses.module.css';

interface RowActions {
  inquiryPath: (inquiryId: string) => string;
  /** Null for a person who may not lift a suppression. */
  onLift: ((suppression: SuppressedAddress) => void) | null;
}

interface AddressProps extends RowActions {
  suppression: SuppressedAddress;
}

function Inquiry({ suppression, inquiryPath }: Omit<AddressProps, 'onLift'>) {
  return (
    <InquiryLink
      to={inquiryPath(suppression.inquiry_id)}
      label="Open inquiry"
      name={`Open inquiry of ${suppression.address}`}
    />
  );
}

function Lift({ suppression, onLift }: Omit<AddressProps, 'inquiryPath'>) {
  if (onLift === null) return null;
  return (
    <WriteButton
      variant="default"
      size="xs"
      aria-label={`Lift ${suppression.address}`}
      onClick={() => {
        onLift(suppression);
      }}
    >
      Lift
    </WriteButton>
  );
}

function Row({ suppression, onLift, inquiryPath }: AddressProps) {
  return (
    <tr>
      <td className={classes.address}>{suppression.address}</td>
      <td className={classes.cause}>
        <MailStateBadge status={suppression.cause} />
      </td>
      <td className={classes.reason}>
        {suppression.reason ?? <span aria-label="not given">–</span>}
      </td>
      <td className={classes.since}>
        <RelativeTime iso={suppression.since} focusable={false} />
      </td>
      <td className={classes.inquiry}>
        <Inquiry suppression={suppression} inquiryPath={inquiryPath} />
      </td>
      {onLift !== null && (
        <td className={classes.lift}>
          <Lift suppression={suppression} onLift={onLift} />
        </td>
      )}
    </tr>
  );
}

function Card({ suppression, onLift, inquiryPath }: AddressProps) {
  return (
    <li className={classes.card}>
      <div className={classes.address}>{suppression.address}</div>
      <div className={classes.reason}>{suppression.reason}</div>
      <div className={classes.line}>
        <MailStateBadge status={suppression.cause} />
        <span className={classes.since}>
          <RelativeTime iso={suppression.since} focusable={false} />
        </span>
      </div>
      <div className={classes.line}>
        <Inquiry suppression={suppression} inquiryPath={inquiryPath} />
        <Lift suppression={suppression} onLift={onLift} />
      </div>
    </li>
  );
}

interface SuppressedAddressesProps extends RowActions {
  items: SuppressedAddress[];
}

/** Show suppressed addresses. */
export function SuppressedAddresses({ items, ...actions }: SuppressedAddressesProps) {
  const isTable = useTableFits();
  if (!isTable) {
    return (
      <ul className={classes.cards} aria-label="Suppressed addresses, the latest first">
        {items.map((suppression) => (
          <Card key={suppression.id} suppression={suppression} {...actions} />
        ))}
      </ul>
    );
  }
  return (
    <table className={`${rowTable.table ?? ''} ${classes.table ?? ''}`}>
      <VisuallyHidden component="caption">Suppressed addresses, the latest first</VisuallyHidden>
      <thead>
        <tr>
          <th scope="col">Address</th>
          <th scope="col" className={classes.cause}>
            Cause
          </th>
          <th scope="col">Reason</th>
          <th scope="col" className={classes.since}>
            Since
          </th>
          <th scope="col" className={classes.inquiry}>
            Inquiry
          </th>
          {actions.onLift !== null && (
            <th scope="col" className={classes.lift}>
              <VisuallyHidden>Action</VisuallyHidden>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {items.map((suppression) => (
          <Row key={suppression.id} suppression={suppression} {...actions} />
        ))}
      </tbody>
    </table>
  );
}
