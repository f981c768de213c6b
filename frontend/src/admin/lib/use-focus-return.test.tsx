/**
 * Where the focus is when a dialog has closed.
 */
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';

import { useFocusReturn } from './use-focus-return';

function Page({ isOuterOpen = false, isInnerOpen = false }) {
  useFocusReturn(isInnerOpen);
  return (
    <>
      <h1 tabIndex={-1}>Page</h1>
      <button type="button">Elsewhere</button>
      {isOuterOpen && (
        <section role="dialog" aria-modal aria-label="Outer" tabIndex={-1}>
          <button type="button">Opener</button>
        </section>
      )}
      {isInnerOpen && (
        <section role="dialog" aria-modal aria-label="Inner">
          <input aria-label="Password" />
        </section>
      )}
    </>
  );
}

afterEach(cleanup);

it('gives the focus back to what had it', () => {
  const { rerender } = render(<Page isOuterOpen />);
  const opener = screen.getByRole('button', { name: 'Opener' });
  opener.focus();
  rerender(<Page isOuterOpen isInnerOpen />);
  screen.getByLabelText('Password').focus();

  rerender(<Page isOuterOpen />);

  expect(document.activeElement).toBe(opener);
});

it('gives the focus to the heading when nothing had it', () => {
  const { rerender } = render(<Page />);
  rerender(<Page isInnerOpen />);
  screen.getByLabelText('Password').focus();

  rerender(<Page />);

  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Page' }));
});

it('stays in a dialog below when nothing had the focus', () => {
  const { rerender } = render(<Page isOuterOpen />);
  rerender(<Page isOuterOpen isInnerOpen />);
  screen.getByLabelText('Password').focus();

  rerender(<Page isOuterOpen />);

  expect(document.activeElement).toBe(screen.getByRole('dialog', { name: 'Outer' }));
});

it('takes the focus from nowhere else', () => {
  const { rerender } = render(<Page />);
  rerender(<Page isInnerOpen />);
  const elsewhere = screen.getByRole('button', { name: 'Elsewhere' });
  elsewhere.focus();

  rerender(<Page />);

  expect(document.activeElement).toBe(elsewhere);
});
