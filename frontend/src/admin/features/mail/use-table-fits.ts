/**
 * Whether a table fits; narrow screens get cards.
 */
import { useMediaQuery } from '@mantine/hooks';

const TABLE_FITS = '(min-width: 62em)';

/** Tell whether the screen is wide enough for a table. */
export function useTableFits(): boolean {
  return useMediaQuery(TABLE_FITS, true, { getInitialValueInEffect: false });
}
