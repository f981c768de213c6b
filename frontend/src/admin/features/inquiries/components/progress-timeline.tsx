/**
 * The progress of an inquiry as a list of steps.
 */
import { VisuallyHidden } from '@mantine/core';
import { IconEye, IconInbox, IconLink, IconMail, IconSparkles, IconUsers } from '@tabler/icons-react';

import { RelativeTime } from '../../../components/relative-time';
import { useNow } from '../../../lib/use-now';
import { progressSteps, type ProgressStep } from '../progress';
import type { Inquiry } from '../types';
import classes from './progress-timeline.module.css';
import { RetryWork } from './retry-work';

const ICONS = {
  received: IconInbox,
  confirmation: IconMail,
  draft: IconSparkles,
  notification: IconUsers,
  review: IconEye,
  link: IconLink,
};

const STATE_WORDS = {
  done: 'done',
  working: 'in work',
  failed: 'needs attention',
  skipped: 'not done',
  upcoming: 'upcoming',
};

interface StepProps {
  inquiryId: string;
  step: ProgressStep;
  now: number;
}

function Step({ inquiryId, step, now }: StepProps) {
  const Icon = ICONS[step.kind];
  return (
    <li className={classes.step} data-state={step.state}>
      <span className={classes.bullet} aria-hidden>
        <Icon size={14} stroke={1.75} />
      </span>
      <div className={classes.title}>
        {step.title}
        <VisuallyHidden component="span">, {STATE_WORDS[step.state]}</VisuallyHidden>
      </div>
      <div className={classes.detail}>
        {step.at !== null && <RelativeTime iso={step.at} />}
        {step.at !== null && step.detail !== null && ' · '}
        {step.detail}
      </div>
      {step.owed !== null && <RetryWork inquiryId={inquiryId} owed={step.owed} now={now} />}
    </li>
  );
}

/** Show what has happened to an inquiry and what comes next. */
export function ProgressTimeline({ inquiry }: { inquiry: Inquiry }) {
  const now = useNow(1000);
  return (
    <ol className={classes.steps}>
      {progressSteps(inquiry, now).map((step) => (
        <Step key={step.kind} inquiryId={inquiry.id} step={step} now={now} />
      ))}
    </ol>
  );
}
