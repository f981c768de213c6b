/**
 * Text that somebody wrote and did not save: it is kept, offered again, and not left by accident.
 */
import '../testing/node-names';

import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { makeSession } from '../testing/factories';
import {
  findButton,
  findText,
  openEditor,
  PATCH_FIRST,
  REPORT,
  saveAs,
} from '../testing/open-report-editor';

function keptTexts(): string {
  const keys = Object.keys(window.localStorage);
  return keys.map((key) => window.localStorage.getItem(key)).join();
}

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
  window.localStorage.clear();
  vi.unstubAllGlobals();
});

describe('unsaved text', () => {
  it('is kept every two seconds and offered after a reload', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    openEditor();
    fireEvent.change(await findText(), { target: { value: 'Unsaved words' } });
    await vi.advanceTimersByTimeAsync(2100);
    expect(screen.getByText(/^Not saved\. Kept in this browser at /)).toBeTruthy();
    cleanup();

    openEditor();

    await screen.findByText(/^You have unsaved text from /);
    expect((await findText()).value).toBe(REPORT.markdown);
    expect((await findText()).readOnly).toBe(true);
    await userEvent.click(await findButton('Restore'), { delay: null });
    expect((await findText()).value).toBe('Unsaved words');
    expect((await findText()).readOnly).toBe(false);
  });

  it('is kept at once when the page goes away', async () => {
    openEditor();
    fireEvent.change(await findText(), { target: { value: 'Unsaved words' } });

    window.dispatchEvent(new Event('pagehide'));

    expect(keptTexts()).toContain('Unsaved words');
  });

  it('is gone once it was discarded', async () => {
    openEditor();
    fireEvent.change(await findText(), { target: { value: 'Unsaved words' } });
    cleanup();
    openEditor();
    await screen.findByText(/^You have unsaved text from /);

    await userEvent.click(await findButton('Discard'));

    expect((await findText()).readOnly).toBe(false);
    expect(keptTexts()).not.toContain('Unsaved words');
  });

  it('is not offered to somebody else', async () => {
    openEditor();
    fireEvent.change(await findText(), { target: { value: 'Unsaved words' } });
    cleanup();
    const session = makeSession();
    openEditor({ session: { ...session, user: { ...session.user, username: 'robin' } } });

    expect((await findText()).readOnly).toBe(false);
    expect(screen.queryByText(/^You have unsaved text from /)).toBeNull();
    expect(keptTexts()).toContain('Unsaved words');
  });

  it('is forgotten once it is saved', async () => {
    const { api } = openEditor();
    saveAs(api, PATCH_FIRST, 'inquiry-1.2', 2);
    fireEvent.change(await findText(), { target: { value: 'Unsaved words' } });
    window.dispatchEvent(new Event('pagehide'));
    await userEvent.click(await findButton('Save version'));
    await screen.findAllByText('Version 2 saved.');

    expect(keptTexts()).not.toContain('Unsaved words');
  });

  it('says so when the browser keeps nothing', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new Error('Storage is forbidden.');
    });
    openEditor();
    fireEvent.change(await findText(), { target: { value: 'Unsaved words' } });
    await vi.advanceTimersByTimeAsync(2100);

    expect(screen.getByText('Not saved. This browser keeps nothing.')).toBeTruthy();
  });
});

describe('leaving', () => {
  it('asks once while text is unsaved', async () => {
    const { router } = openEditor();
    await userEvent.type(await findText(), 'More');
    await userEvent.click(screen.getByRole('link', { name: 'Close' }));

    const dialog = await screen.findByRole('dialog', { name: 'Leave without saving a version?' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Keep editing' }));
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull();
    });
    expect((await findText()).value).toContain('More');
    await userEvent.click(screen.getByRole('link', { name: 'Close' }));
    await userEvent.click(await findButton('Leave'));

    await screen.findByRole('heading', { level: 1, name: 'Maria Keller' });
    expect(router.state.location.pathname).toBe('/admin/inquiries/inquiry-1/report');
  });

  it('goes back with Escape and asks nothing when all is saved', async () => {
    const { router } = openEditor();
    await findText();

    await userEvent.keyboard('{Escape}');

    await screen.findByRole('heading', { level: 1, name: 'Maria Keller' });
    expect(router.state.location.pathname).toBe('/admin/inquiries/inquiry-1/report');
  });

  it('asks before the window is closed, only while text is unsaved', async () => {
    openEditor();
    const field = await findText();
    const close = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };

    expect(close()).toBe(false);
    await userEvent.type(field, 'More');

    expect(close()).toBe(true);
  });
});
