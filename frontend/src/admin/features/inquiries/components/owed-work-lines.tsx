/**
 * What is still owed, each debt as a sentence with its next step.
 */
import { ToneBadge } from '../../../components/tone-badge';
import { useNow } from '../../../lib/use-now';
import { describeOwedWork } from '../owed-work';
import { presentDebtState } from '../presentation';
import type { OwedWork } from '../types';
import classes from './owed-work-lines.module.css';
import { RetryWork } from './retry-work';

interface OwedWorkLinesProps {
  inquiryId: string;
  owed: OwedWork[];
}

/** List owed work. */
export function OwedWorkLines({ inquiryId, owed }: OwedWorkLinesProps) {
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
            <span className={classes.sentence}>{describeOwedWork(work, now)}</span>
            <RetryWork inquiryId={inquiryId} owed={work} now={now} />
          </li>
        );
      })}
    </ul>
  );
}
