/**
 * The link of a status page: the inquiry in the path, the secret behind the #.
 *
 * What stands behind the # never leaves the browser by itself: no log and no Referer has it.
 */

/** Which inquiry, and the token that shows it. */
export interface InquiryLink {
  inquiryId: string;
  token: string;
}

/** Read the link of a page; null when a part is missing. */
export function readInquiryLink({ pathname, hash }: Location): InquiryLink | null {
  const inquiryId = /^\/status\/([\w-]+)\/?$/.exec(pathname)?.[1];
  const token = hash.slice(1);
  if (inquiryId === undefined || !/^[\w-]+$/.test(token)) return null;
  return { inquiryId, token };
}
