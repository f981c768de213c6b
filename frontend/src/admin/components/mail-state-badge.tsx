/**
 * The state of a mail as a badge.
 */
import { presentMailState } from '../lib/mail-states';
import { ToneBadge } from './tone-badge';

/** Show the state of a mail. */
export function MailStateBadge({ status }: { status: string }) {
  const { label, tone, icon } = presentMailState(status);
  return (
    <ToneBadge tone={tone} icon={icon}>
      {label}
    </ToneBadge>
  );
}
