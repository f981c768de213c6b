/**
 * A message in the page: what is wrong, what to know, what to do.
 */
import type { IconProps } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';

import classes from './notice.module.css';

interface NoticeProps {
  tone: 'gray' | 'blue' | 'yellow' | 'red';
  icon: ComponentType<IconProps>;
  title?: string;
  /** An alert is read out at once; a note when it is reached. */
  role?: 'alert' | 'note';
  children: ReactNode;
}

/** Show a message. */
export function Notice({ tone, icon: Icon, title, role = 'note', children }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone} role={role}>
      <Icon size={18} stroke={1.75} aria-hidden />
      <div className={classes.body}>
        {title !== undefined && <div className={classes.title}>{title}</div>}
        {children}
      </div>
    </div>
  );
}
