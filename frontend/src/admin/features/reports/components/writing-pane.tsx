/**
 * The fields of a report's text, with the preview beside them where there is room.
 */
import { Textarea, TextInput } from '@mantine/core';
import type { RefObject } from 'react';

import { fieldFault } from '../explain-error';
import type { Draft } from '../use-draft';
import { PreviewPane } from './preview-pane';
import classes from './writing-pane.module.css';

interface WritingPaneProps {
  draft: Draft;
  field: RefObject<HTMLTextAreaElement | null>;
  isReadOnly: boolean;
  hasPreview: boolean;
  /** Why the text could not be saved, if so. */
  error: Error | null;
}

/** Show title and text to write in. */
export function WritingPane({ draft, field, isReadOnly, hasPreview, error }: WritingPaneProps) {
  const { title, markdown } = draft.text;
  return (
    <div className={classes.writing} data-beside={hasPreview || undefined}>
      <div className={classes.fields}>
        <TextInput
          label="Title"
          value={title}
          maxLength={200}
          readOnly={isReadOnly}
          error={fieldFault(error, 'title')}
          onChange={(event) => {
            draft.change({ title: event.currentTarget.value });
          }}
        />
        <Textarea
          ref={field}
          className={classes.text ?? ''}
          label="Text, in Markdown"
          value={markdown}
          autosize
          minRows={16}
          readOnly={isReadOnly}
          error={fieldFault(error, 'markdown')}
          onChange={(event) => {
            draft.change({ markdown: event.currentTarget.value });
          }}
        />
      </div>
      {hasPreview && <PreviewPane markdown={markdown} />}
    </div>
  );
}
