/**
 * The mark of a text by AI, until a person has approved it.
 */
import { IconSparkles } from '@tabler/icons-react';

import { machineMark } from '../presentation';
import type { ReportSummary } from '../types';
import classes from './machine-mark.module.css';

/** Mark a version that AI wrote. */
export function MachineMark({ report }: { report: ReportSummary }) {
  const mark = machineMark(report);
  if (mark === null) return null;
  return (
    <div className={classes.mark}>
      <IconSparkles size={18} stroke={1.75} aria-hidden />
      {mark}
    </div>
  );
}
