/**
 * What is still owed, each debt as a sentence with its next step.
 */
import { ToneBadge } from '../../../components/tone-badge';
import { useNow } from '../../../lib/use-now';
import { describeOwedWork } from '../owed-work';
import { presentDebtState } from '../presentation';
import type { OwedWork } from '../types';
import classes from './owed-work-lines.module.css';

/** List owed work. */
export function OwedWorkLines({ owed }: { owed: OwedWork[] }) {
  const now = useNow(1000);
  if (owed.length === 0) return null;
  return (
    <ul className={classes.lines}>
      {owed.map((work) => {
        const { label, tone, icon } = presentDebtState(work.state);
        return (
          <li key={work.debt} className={classes.line}>
            <ToneBadge tone={tone} icon={icon}>
              {label}
            </ToneBadge>
            {describeOwedWork(work, now)}
          </li>
        );
      })}
    </ul>
  );
}
