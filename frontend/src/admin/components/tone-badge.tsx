/**
 * A state as colour, icon and word together, so that none of them carries the meaning alone.
 */
import type { IconProps } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';

import classes from './tone-badge.module.css';

export type Tone = 'gray' | 'blue' | 'green' | 'yellow' | 'red' | 'violet';

interface ToneBadgeProps {
  tone: Tone;
  icon: ComponentType<IconProps>;
  /** A plain badge has no fill and does not compete with a filled one beside it. */
  plain?: boolean;
  children: ReactNode;
}

/** Show a state as a badge. */
export function ToneBadge({ tone, icon: Icon, plain = false, children }: ToneBadgeProps) {
  return (
    <span className={classes.badge} data-tone={tone} data-plain={plain || undefined}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {children}
    </span>
  );
}
