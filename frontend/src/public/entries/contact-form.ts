/**
 * Entry of the pages with the contact form.
 */
import { attachContactForm } from '../features/contact-form/contact-form-behaviour';

attachContactForm();
