/**
 * The menu of phones: a dialog, which the browser itself closes on Escape and gives focus back from.
 */
import { getElement } from '../lib/dom';
import { ids } from '../lib/ids';

/** Open the menu by its button; close it by a link that leads to a place of the same page. */
export function attachPhoneMenu(): void {
  const menu = getElement(ids.menu, HTMLDialogElement);
  getElement(ids.menuButton).addEventListener('click', () => {
    menu.showModal();
  });
  menu.addEventListener('click', ({ target }) => {
    const isBackdrop = target === menu;
    const isLink = target instanceof Element && target.closest('a') !== null;
    if (isBackdrop || isLink) menu.close();
  });
}
