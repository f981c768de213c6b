/**
 * The notes that the form can show above its button.
 */

/** Why an inquiry was not sent, or not yet. */
export type NoteName = 'slow' | 'failed' | 'offline' | 'limited' | 'conflict';

/** Give the id of a note's template. */
export function noteId(name: NoteName): string {
  return `note-${name}`;
}
