/**
 * The parts of a prerendered page, found by the names that its markup gives them.
 */

/** Get an element that the page must have; it must be of the type when one is given. */
export function getElement(id: string): HTMLElement;
export function getElement<T extends HTMLElement>(id: string, type: new () => T): T;
export function getElement(id: string, type = HTMLElement): HTMLElement {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`The page has no ${type.name} #${id}.`);
  return element;
}

/** Copy a template of the page, with its slots filled. */
export function copyTemplate(id: string, slots: Record<string, string> = {}): DocumentFragment {
  const copy = getElement(id, HTMLTemplateElement).content.cloneNode(true) as DocumentFragment;
  for (const [name, text] of Object.entries(slots)) {
    for (const slot of copy.querySelectorAll(`[data-slot="${name}"]`)) slot.textContent = text;
  }
  return copy;
}
