/**
 * Entry of the status page.
 */
export {};
