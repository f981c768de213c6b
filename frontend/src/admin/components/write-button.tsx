/**
 * A button for changes, which wait for a network.
 */
import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef } from 'react';

import { useOnline } from '../lib/use-online';

type WriteButtonProps = ButtonProps &
  Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps | 'color' | 'style'>;

/** Show a button that says why it does nothing while the browser is offline. */
export function WriteButton({ onClick, ...props }: WriteButtonProps) {
  const isOnline = useOnline();
  if (isOnline) return <Button onClick={onClick} {...props} />;
  return (
    <Tooltip label="You are offline. Changes are not saved.">
      <Button
        {...props}
        type="button"
        data-disabled
        aria-disabled
        onClick={(event) => {
          event.preventDefault();
        }}
      />
    </Tooltip>
  );
}
