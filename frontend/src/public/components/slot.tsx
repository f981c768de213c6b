/**
 * A place in a template that a script fills; the name says with what.
 */

/** Mark the place of a text. */
export function Slot({ name }: { name: string }) {
  return <span data-slot={name} />;
}

/** Mark the place of a time, which is shown in the visitor's own time zone. */
export function TimeSlot({ name }: { name: string }) {
  return <time data-slot={name} />;
}
