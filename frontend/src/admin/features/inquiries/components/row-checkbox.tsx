/**
 * The checkbox of a row, with room around it for a finger.
 */
import { Checkbox } from '@mantine/core';

import classes from './row-checkbox.module.css';

interface RowCheckboxProps {
  label: string;
  isChecked: boolean;
  isPartly?: boolean;
  onToggle: () => void;
}

/** Show a checkbox. */
export function RowCheckbox({ label, isChecked, isPartly = false, onToggle }: RowCheckboxProps) {
  return (
    <label className={classes.target}>
      <Checkbox
        aria-label={label}
        checked={isChecked}
        indeterminate={isPartly}
        onChange={onToggle}
      />
    </label>
  );
}
