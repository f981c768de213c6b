/**
 * A mail's HTML as the document of a frame that can do nothing.
 *
 * Three locks, each of which holds alone: the frame is sandboxed without any permission (no script,
 * no form, no window, no access to the page); its own policy lets nothing be loaded; and it inherits
 * the policy of the admin pages, whose `default-src 'none'` forbids a link to take it elsewhere. A
 * `srcdoc` document is not fetched, so it needs no `frame-src`.
 */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Seal a mail's HTML. */
export function sealMail(html: string): string {
  const mail = new DOMParser().parseFromString(html, 'text/html');
  const policy = mail.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = POLICY;
  // Links would open new windows, which the sandbox forbids: they stay what they look like.
  const base = mail.createElement('base');
  base.target = '_blank';
  mail.head.prepend(policy, base);
  return `<!doctype html>${mail.documentElement.outerHTML}`;
}
