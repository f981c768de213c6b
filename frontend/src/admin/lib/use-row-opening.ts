/**
 * A row that opens as a whole, though only the name in it is a link.
 */
import type { MouseEvent } from 'react';
import { useNavigate, type NavigateOptions } from 'react-router';

const MIDDLE_BUTTON = 1;

function isMeantForRow(event: MouseEvent): boolean {
  const isOnControl =
    event.target instanceof Element && event.target.closest('a, button, label, input') !== null;
  return !isOnControl && window.getSelection()?.toString() === '';
}

/** Return the handlers that open an address from anywhere in a row, as a link would. */
export function useRowOpening(path: string, options: NavigateOptions = {}) {
  const navigate = useNavigate();
  return {
    onClick: (event: MouseEvent) => {
      if (!isMeantForRow(event)) return;
      if (event.ctrlKey || event.metaKey) window.open(path, '_blank', 'noopener');
      else void navigate(path, options);
    },
    onAuxClick: (event: MouseEvent) => {
      if (event.button === MIDDLE_BUTTON && isMeantForRow(event)) {
        window.open(path, '_blank', 'noopener');
      }
    },
  };
}
