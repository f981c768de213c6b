/**
 * The initials that stand for a person where a name has no room.
 */

/** Return the first letters of the first and the last word of a name: "AL". */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined];
  return letters.map((word) => Array.from(word ?? '').at(0) ?? '').join('');
}
