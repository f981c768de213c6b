/**
 * The chunks of the pages, named once so that navigation can fetch them ahead of a click.
 */
export const loadInquiryList = () => import('../features/inquiries/components/inquiry-list');
export const loadInquiryPage = () => import('./pages/inquiry-page');
export const loadMailPage = () => import('./pages/mail-page');
export const loadReportDocument = () =>
  import('../features/reports/components/report-document');
export const loadReportList = () => import('./pages/report-list-page');
export const loadReportEditor = () => import('./pages/report-editor-page');
