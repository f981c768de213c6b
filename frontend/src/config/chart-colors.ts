/**
 * The colours of charts: six that stay apart for people who do not see all colours.
 *
 * Contrast on the surface of a card is at least 3.2 in light and in dark. A series has the same
 * colour wherever it is shown.
 */

/** Colours by number, for both schemes. */
export const CHART_COLORS = {
  1: 'light-dark(#0073BB, #4C9FE3)',
  2: 'light-dark(#D67A00, #FF9900)',
  3: 'light-dark(#00463A, #8ECDB9)',
  4: 'light-dark(#51236F, #6E67BD)',
  5: 'light-dark(#883F73, #A55A6E)',
  6: 'light-dark(#838C9F, #D0E8FF)',
} as const;
