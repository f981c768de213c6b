/**
 * Names that markup and scripts know each other by.
 */
export const ids = {
  menu: 'menu',
  menuButton: 'menu-button',
  form: 'inquiry-form',
  formArea: 'inquiry-form-area',
  errorSummary: 'error-summary',
  formNote: 'form-note',
  sendButton: 'send-inquiry',
  messageCount: 'message-count',
  sentPanel: 'inquiry-sent',
  copyReference: 'copy-reference',
  openStatus: 'open-status',
  sendAnother: 'send-another',
  status: 'inquiry-status',
  statusHeadline: 'status-headline',
  statusFacts: 'status-facts',
  statusUpdated: 'status-updated',
  statusMail: 'status-mail',
  statusReply: 'status-reply',
  statusRetry: 'status-retry',
} as const;
