/**
 * The buttons that write Markdown into the text.
 */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBold, IconH2, IconLink, IconList, IconTable } from '@tabler/icons-react';
import type { RefObject } from 'react';

import {
  insertLink,
  insertTable,
  toggleBold,
  toggleHeading,
  toggleList,
  type TextEdit,
} from '../text-edits';
import classes from './format-buttons.module.css';

const FORMATS = [
  { label: 'Heading', icon: IconH2, edit: toggleHeading },
  { label: 'Bold', icon: IconBold, edit: toggleBold },
  { label: 'List', icon: IconList, edit: toggleList },
  { label: 'Table', icon: IconTable, edit: insertTable },
  { label: 'Link', icon: IconLink, edit: insertLink },
];

function insertAsTyped(text: string): boolean {
  try {
    // Outdated, and still the only way by which undo takes an insertion back.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return document.execCommand('insertText', false, text);
  } catch {
    return false;
  }
}

function apply(field: HTMLTextAreaElement, edit: TextEdit): void {
  field.focus();
  field.setSelectionRange(edit.from, edit.to);
  if (!insertAsTyped(edit.replacement)) {
    field.setRangeText(edit.replacement, edit.from, edit.to, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  field.setSelectionRange(edit.selection.start, edit.selection.end);
}

/** Show the buttons of a text field. */
export function FormatButtons({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  return (
    <div role="group" aria-label="Format" className={classes.buttons}>
      {FORMATS.map(({ label, icon: Icon, edit }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="inherit"
            size={36}
            aria-label={label}
            onClick={() => {
              const { current } = field;
              if (current === null) return;
              const { value, selectionStart: start, selectionEnd: end } = current;
              apply(current, edit(value, { start, end }));
            }}
          >
            <Icon size={18} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}
