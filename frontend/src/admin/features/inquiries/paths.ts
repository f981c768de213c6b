/**
 * The addresses of the pages about inquiries.
 */
export const INQUIRIES_PATH = '/admin/inquiries';

export type InquiryTab = 'report' | 'mail';

/** Make the address of an inquiry, or of one of its tabs. */
export function inquiryPath(inquiryId: string, tab: InquiryTab = 'report'): string {
  return `${INQUIRIES_PATH}/${encodeURIComponent(inquiryId)}/${tab}`;
}
