/**
 * The four numbers of the monitor, each with what it is a share of.
 *
 * Limits: Amazon SES puts an account under review at 5 % bounces or 0.1 % complaints. It counts
 * permanent bounces only, over a volume of its own choice, so its rates may be lower than these.
 * https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html (2026-11)
 */
import { formatInteger, formatShare } from '../../../lib/number-format';
import { hasReached, isEnough, rateText } from '../mail-summary';
import type { MailRates } from '../types';
import classes from './mail-figures.module.css';

const BOUNCE_LIMIT = 0.05;
const COMPLAINT_LIMIT = 0.001;
/** The scale of a limit ends at twice the limit, so that its mark stands in the middle. */
const SCALE_LIMITS = 2;

interface FigureProps {
  name: string;
  value: string;
  note: string;
  isWarning?: boolean;
  /** How much of a scale is filled, from 0 to 1. */
  filled?: number;
}

function Figure({ name, value, note, isWarning = false, filled }: FigureProps) {
  return (
    <div className={classes.figure} data-warning={isWarning || undefined}>
      <dt>{name}</dt>
      <dd className={classes.value} data-words={/[a-z]/.test(value) || undefined}>
        {value}
      </dd>
      <dd className={classes.note}>{note}</dd>
      {filled !== undefined && (
        <dd className={classes.scale} aria-hidden>
          <span style={{ width: `${String(Math.min(filled, 1) * 100)}%` }} />
        </dd>
      )}
    </div>
  );
}

interface LimitedFigureProps {
  name: string;
  count: number;
  samples: number;
  rate: number | null;
  limit: number;
}

function LimitedFigure({ name, count, samples, rate, limit }: LimitedFigureProps) {
  const isWarning = hasReached(rate, samples, limit);
  const limitText = `limit ${formatShare(limit)}`;
  return (
    <Figure
      name={name}
      value={rateText(rate, samples)}
      note={`${shareText(count, samples)} · ${limitText}${isWarning ? ' reached' : ''}`}
      isWarning={isWarning}
      filled={isEnough(samples) ? (rate ?? 0) / (limit * SCALE_LIMITS) : 0}
    />
  );
}

function shareText(count: number, samples: number): string {
  return `${formatInteger(count)} of ${formatInteger(samples)}`;
}

/** Show how many mails arrived, bounced, were complained of, and are under way. */
export function MailFigures({ rates }: { rates: MailRates }) {
  const samples = rates.handed_over;
  const underWayNote =
    rates.delayed > 0
      ? `nothing heard yet · ${formatInteger(rates.delayed)} delayed`
      : 'handed over, nothing heard yet';
  return (
    <dl className={classes.figures}>
      <Figure
        name="Delivered"
        value={rateText(rates.delivery_rate, samples)}
        note={`${shareText(rates.delivered, samples)} handed over`}
      />
      <LimitedFigure
        name="Bounced"
        count={rates.bounced}
        samples={samples}
        rate={rates.bounce_rate}
        limit={BOUNCE_LIMIT}
      />
      <LimitedFigure
        name="Complaints"
        count={rates.complained}
        samples={samples}
        rate={rates.complaint_rate}
        limit={COMPLAINT_LIMIT}
      />
      <Figure
        name="Under way"
        value={formatInteger(rates.under_way)}
        note={underWayNote}
      />
    </dl>
  );
}
