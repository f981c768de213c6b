/**
 * The editor of a report: writing, saving, conflicts, views.
 */
import '../testing/node-names';

import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { fault } from '../testing/api-stub';
import {
  findButton,
  findText,
  openEditor,
  PATCH_FIRST,
  refuseFor,
  REPORT,
  saveAs,
  THEIRS,
} from '../testing/open-report-editor';

afterEach(() => {
  cleanup();
  window.localStorage.clear();
  vi.unstubAllGlobals();
});

describe('saving', () => {
  it('saves a version with a note and goes on from it', async () => {
    const { api, router } = openEditor();
    saveAs(api, PATCH_FIRST, 'inquiry-1.2', 2);

    await userEvent.type(await findText(), 'More');
    await userEvent.type(screen.getByLabelText('Note (optional)'), 'After the call');
    await userEvent.click(await findButton('Save version'));

    expect(await screen.findAllByText('Version 2 saved.')).toBeTruthy();
    expect(api.bodies[PATCH_FIRST]).toEqual({
      markdown: '# Plan\n\nOld words\nMore',
      title: 'Cloud migration for Keller Logistics',
      note: 'After the call',
      version: 1,
    });
    expect(router.state.location.pathname).toBe('/admin/reports/inquiry-1.2/edit');
    expect((await findText()).value).toBe('# Plan\n\nOld words\nMore');
    expect(screen.getByLabelText<HTMLInputElement>('Note (optional)').value).toBe('');
  });

  it('saves with Ctrl+S and leaves the caret in the text', async () => {
    const { api } = openEditor();
    saveAs(api, PATCH_FIRST, 'inquiry-1.2', 2);
    const field = await findText();
    await userEvent.type(field, 'More');

    const wasPageSaved = fireEvent.keyDown(field, { key: 's', ctrlKey: true });

    expect(wasPageSaved).toBe(false);
    await screen.findAllByText('Version 2 saved.');
    expect(document.activeElement).toBe(field);
  });

  it('saves the next version on top of the one before', async () => {
    const { api } = openEditor();
    saveAs(api, PATCH_FIRST, 'inquiry-1.2', 2);
    saveAs(api, 'PATCH /admin/reports/inquiry-1.2', 'inquiry-1.3', 3);
    await userEvent.type(await findText(), 'More');
    await userEvent.click(await findButton('Save version'));
    await screen.findAllByText('Version 2 saved.');

    await userEvent.type(await findText(), ' and more');
    await userEvent.click(await findButton('Save version'));

    expect(await screen.findAllByText('Version 3 saved.')).toBeTruthy();
    expect(api.bodies['PATCH /admin/reports/inquiry-1.2']).toMatchObject({ version: 2 });
  });

  it('keeps the text when the network fails, and saves it when it is back', async () => {
    const { api } = openEditor();
    api.answer(PATCH_FIRST, () => Promise.reject(new TypeError('Failed to fetch')));
    await userEvent.type(await findText(), 'More');
    await userEvent.click(await findButton('Save version'));

    expect((await screen.findByRole('alert')).textContent).toContain(
      'The version could not be saved. Your text is kept.The server did not answer.',
    );
    expect((await findText()).value).toContain('More');
    saveAs(api, PATCH_FIRST, 'inquiry-1.2', 2);
    await userEvent.click(await findButton('Try again'));

    expect(await screen.findAllByText('Version 2 saved.')).toBeTruthy();
  });

  it('repeats the save after the session was renewed', async () => {
    const { api } = openEditor();
    api.answer(PATCH_FIRST, () => fault(401, 'NotSignedIn', 'Sign in.'));
    api.answer('POST /auth/login', () => new Response('', { status: 204 }));
    await userEvent.type(await findText(), 'More');
    await userEvent.click(await findButton('Save version'));
    const dialog = await screen.findByRole('dialog', { name: /You have been signed out/ });

    saveAs(api, PATCH_FIRST, 'inquiry-1.2', 2);
    await userEvent.type(within(dialog).getByLabelText('Password'), 'secret');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Sign in' }));

    expect(await screen.findAllByText('Version 2 saved.')).toBeTruthy();
  });

  it('shows what the API finds wrong at its field', async () => {
    const { api } = openEditor();
    const fields = { title: ['A title is one line of 200 characters or fewer'] };
    api.answer(PATCH_FIRST, () => fault(400, 'InvalidInput', 'Check the fields.', { fields }));
    const title = await screen.findByLabelText('Title');
    await userEvent.clear(title);
    await userEvent.click(await findButton('Save version'));

    await screen.findByRole('alert');
    expect(title.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('A title is one line of 200 characters or fewer')).toBeTruthy();
  });
});

describe('a conflict', () => {
  it('keeps the text, compares it, and saves it as the version after theirs', async () => {
    const { api, router } = openEditor();
    refuseFor(api, PATCH_FIRST);
    await userEvent.type(await findText(), 'Mine');
    await userEvent.click(await findButton('Save version'));

    const banner = await screen.findByRole('alert');
    await waitFor(() => {
      expect(banner.textContent).toContain('Robin Meyer saved version 2 while you were editing.');
    });
    expect(banner.textContent).toContain('Your text is kept. Compare before you save.');
    await userEvent.click(await findButton('Compare'));
    const table = await screen.findByRole('table', { name: 'Changes from version 2 to your text' });
    expect(table.textContent).toContain('RemovedTheir words');
    expect(table.textContent).toContain('AddedMine');
    saveAs(api, 'PATCH /admin/reports/inquiry-1.2', 'inquiry-1.3', 3);
    await userEvent.click(await findButton('Save mine as version 3'));

    await screen.findAllByText('Version 3 saved.');
    expect(api.bodies['PATCH /admin/reports/inquiry-1.2']).toMatchObject({
      markdown: '# Plan\n\nOld words\nMine',
      version: 2,
    });
    expect(router.state.location.pathname).toBe('/admin/reports/inquiry-1.3/edit');
  });

  it('does not save over a newer version by the key alone', async () => {
    const { api } = openEditor();
    refuseFor(api, PATCH_FIRST);
    const field = await findText();
    await userEvent.type(field, 'Mine');
    await userEvent.click(await findButton('Save version'));
    await screen.findByRole('alert');
    const before = api.requests.length;

    fireEvent.keyDown(field, { key: 's', metaKey: true });

    expect(api.requests).toHaveLength(before);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save version' }).disabled).toBe(
      true,
    );
  });
});

describe('what is only read', () => {
  it('an approved version, until somebody edits it as a new one', async () => {
    const { api } = openEditor({ report: { ...REPORT, status: 'approved' } });
    saveAs(api, PATCH_FIRST, 'inquiry-1.2', 2);
    expect((await findText()).readOnly).toBe(true);
    expect(screen.queryByRole('button', { name: 'Save version' })).toBeNull();

    await userEvent.click(await findButton('Edit as new version'));
    await userEvent.type(await findText(), 'More');
    await userEvent.click(await findButton('Save version'));

    expect(await screen.findAllByText('Version 2 saved.')).toBeTruthy();
  });

  it('an old version, with the way to the newest', async () => {
    openEditor({ report: { ...REPORT, superseded_by: 2 }, versions: [REPORT, THEIRS] });

    expect((await findText()).readOnly).toBe(true);
    expect(await screen.findByText(/Version 1 is not the newest: Robin Meyer saved/)).toBeTruthy();
    await userEvent.click(screen.getByRole('link', { name: 'Edit version 2' }));

    await waitFor(async () => {
      expect((await findText()).value).toBe(THEIRS.markdown);
    });
    expect((await findText()).readOnly).toBe(false);
  });
});

describe('views', () => {
  it('previews what is written, and nothing in it acts', async () => {
    openEditor();
    const hostile = '# Title\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![Racks](https://x.example/p.png)';
    fireEvent.change(await findText(), { target: { value: hostile } });
    await userEvent.click(screen.getByRole('radio', { name: 'Preview' }));

    const preview = await screen.findByRole('region', { name: 'Preview' });
    expect(await within(preview).findByRole('heading', { level: 2, name: 'Title' })).toBeTruthy();
    expect(preview.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(preview.textContent).toContain('Racks');
    expect(preview.querySelector('img, a, script')).toBeNull();
  });

  it('compares the text with the version that it began as', async () => {
    openEditor();
    fireEvent.change(await findText(), { target: { value: '# Plan\n\nOther words\n' } });
    await userEvent.click(screen.getByRole('radio', { name: 'Changes' }));

    const table = await screen.findByRole('table', { name: 'Changes from version 1 to your text' });
    expect(table.textContent).toContain('RemovedOld words');
    expect(table.textContent).toContain('AddedOther words');
  });

  it('formats the selected words', async () => {
    openEditor();
    const field = await findText();
    field.setSelectionRange(8, 11);

    await userEvent.click(await findButton('Bold'));

    expect(field.value).toBe('# Plan\n\n**Old** words\n');
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe('Old');
    expect(document.activeElement).toBe(field);
  });
});

it('says that a report does not exist', async () => {
  const { api } = openEditor();
  api.answer('GET /admin/reports/inquiry-1.1', () =>
    fault(404, 'ReportNotFound', 'There is no such report.'),
  );

  expect(
    await screen.findByRole('heading', { level: 1, name: 'There is no such report' }),
  ).toBeTruthy();
});
