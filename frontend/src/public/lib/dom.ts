/**
 * The parts of a prerendered page, found by the names that its markup gives them.
 */

/** Get an element that the page must have. */
export function getElement<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no element #${id}.`);
  return element as T;
}

/** Copy a template of the page, with its slots filled. */
export function copyTemplate(id: string, slots: Record<string, string> = {}): DocumentFragment {
  const copy = getElement<HTMLTemplateElement>(id).content.cloneNode(true) as DocumentFragment;
  for (const [name, text] of Object.entries(slots)) {
    for (const slot of copy.querySelectorAll(`[data-slot="${name}"]`)) slot.textContent = text;
  }
  return copy;
}
