/**
 * One mail beside the list.
 *
 * Mantine's own head of a drawer is a `header` element, which would be a second banner.
 */
import { Drawer } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useLocation } from 'react-router';

import { useSearchChange } from '../../../lib/search-parameters';
import { useFocusReturn } from '../../../lib/use-focus-return';
import classes from './mail-drawer.module.css';

const MailView = lazy(async () => ({ default: (await import('./mail-view')).MailView }));

interface MailDrawerProps {
  /** The mail that is open, by the id that the list gives it. */
  mailId: string | null;
  inquiryPath: (inquiryId: string) => string;
}

/** Show the mail that the address names. */
export function MailDrawer({ mailId, inquiryPath }: MailDrawerProps) {
  const changeSearch = useSearchChange();
  useFocusReturn(mailId !== null);
  const state: unknown = useLocation().state;
  // The mail stays in view while the drawer closes.
  const [shown, setShown] = useState(mailId);
  if (mailId !== null && mailId !== shown) setShown(mailId);

  const close = () => {
    changeSearch(
      (latest) => {
        latest.delete('mail');
        return latest;
      },
      { replace: true, preventScrollReset: true, state },
    );
  };
  return (
    <Drawer.Root
      opened={mailId !== null}
      onClose={close}
      position="right"
      size={680}
      returnFocus={false}
    >
      <Drawer.Overlay />
      <Drawer.Content classNames={{ content: classes.content ?? '' }}>
        {shown !== null && (
          <Suspense>
            <MailView key={shown} mailId={shown} inquiryPath={inquiryPath} onClose={close} />
          </Suspense>
        )}
      </Drawer.Content>
    </Drawer.Root>
  );
}
