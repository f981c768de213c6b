/**
 * Changes that wait for the end of a mouse press or tap.
 *
 * A press takes the focus from a field before it becomes a click. If the page moved in between, the
 * button would no longer be under the pointer, and there would be no click at all.
 */
type Change = () => void;

// A press that becomes a drag or opens a menu may have no mouseup; then the next key ends it.
const ENDS = ['mouseup', 'dragend', 'keydown'];

/** Give a function that makes a change: at once, or after the press that is going on. */
export function createAfterPress(): (change: Change) => void {
  let isPressed = false;
  let waiting: Change[] = [];

  function makeChanges(): void {
    isPressed = false;
    const changes = waiting;
    waiting = [];
    for (const change of changes) change();
  }

  // A tap gives mouse events, too: all of them, and the change of focus, when the finger is lifted.
  document.addEventListener(
    'mousedown',
    ({ button }) => {
      if (button === 0) isPressed = true;
    },
    { capture: true },
  );
  for (const end of ENDS) {
    document.addEventListener(
      end,
      () => {
        // The click comes right after mouseup, before any timer.
        if (isPressed) setTimeout(makeChanges);
      },
      { capture: true },
    );
  }

  return (change) => {
    if (isPressed) waiting.push(change);
    else change();
  };
}
