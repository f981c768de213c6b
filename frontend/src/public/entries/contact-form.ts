/**
 * Entry of the pages with the contact form.
 */
export {};
