/**
 * Where to go after signing in, remembered in the address of the sign-in page.
 */
export const SIGN_IN_PATH = '/admin';
const HOME_PATH = '/admin/inquiries';
const OPERATORS_HOME_PATH = '/admin/mail';
const PARAMETER = 'next';

interface Place {
  pathname: string;
  search: string;
}

/** Make the address of the sign-in page that leads back to a page. */
export function rememberTarget(page: Place): string {
  const target = page.pathname + page.search;
  if (target === HOME_PATH) return SIGN_IN_PATH;
  return `${SIGN_IN_PATH}?${new URLSearchParams({ [PARAMETER]: target }).toString()}`;
}

/** Choose the first page: the inquiries, or for who may not read them the mail. */
function homePath(permissions: readonly string[]): string {
  if (permissions.includes('inquiries:read')) return HOME_PATH;
  return permissions.includes('mail:read') ? OPERATORS_HOME_PATH : HOME_PATH;
}

/** Read where to go from the address of the sign-in page; only into the admin area. */
export function targetAfterSignIn(signInPage: Place, permissions: readonly string[]): string {
  const target = new URLSearchParams(signInPage.search).get(PARAMETER);
  return target?.startsWith(`${SIGN_IN_PATH}/`) === true ? target : homePath(permissions);
}
