/**
 * What the history entry of an editor says, beside what the pages before it said.
 */
import { useLocation } from 'react-router';

export interface EditorState {
  /** The editing that goes on although the address changes with each version that it saves. */
  session?: string;
  /** Whether an approved version is opened to write the next one. */
  asNewVersion?: boolean;
}

/** Read the state of a history entry. */
export function readEditorState(state: unknown): EditorState {
  return (state as EditorState | null) ?? {};
}

/** Return the state of this history entry. */
export function useEditorState(): EditorState {
  return readEditorState(useLocation().state);
}
