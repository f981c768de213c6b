/**
 * The addresses of the pages about inquiries.
 */
export const INQUIRIES_PATH = '/admin/inquiries';

export const INQUIRY_TABS = ['report', 'activity', 'mail'] as const;

export type InquiryTab = (typeof INQUIRY_TABS)[number];

/** Tell whether a part of an address names a tab. */
export function isInquiryTab(name: string | null | undefined): name is InquiryTab {
  return (INQUIRY_TABS as readonly unknown[]).includes(name);
}

/** Make the address of an inquiry, or of one of its tabs. */
export function inquiryPath(inquiryId: string, tab: InquiryTab = 'report'): string {
  return `${INQUIRIES_PATH}/${encodeURIComponent(inquiryId)}/${tab}`;
}
