/**
 * The addresses of the e-mail monitor.
 */
export const MAIL_PATH = '/admin/mail';
export const SUPPRESSED_PATH = `${MAIL_PATH}/suppressed`;

export type MailTab = 'mails' | 'suppressed';
