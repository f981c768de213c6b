/**
 * Entry of the status page.
 */
import { attachInquiryStatus } from '../features/inquiry-status/inquiry-status-behaviour';

attachInquiryStatus();
