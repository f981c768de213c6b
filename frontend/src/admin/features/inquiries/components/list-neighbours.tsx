/**
 * The inquiries before and after this one in the list that somebody came from.
 */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';

import { useShortcuts } from '../../../lib/shortcuts';
import type { ListOrigin } from '../list-origin';
import { inquiryPath, type InquiryTab } from '../paths';
import classes from './list-neighbours.module.css';

interface ListNeighboursProps {
  inquiryId: string;
  tab: InquiryTab;
  origin: ListOrigin;
}

/** Offer the inquiry before and the one after. */
export function ListNeighbours({ inquiryId, tab, origin }: ListNeighboursProps) {
  const navigate = useNavigate();
  const { ids } = origin;
  const position = ids.indexOf(inquiryId);
  const previous = position > 0 ? ids[position - 1] : undefined;
  const next = position === -1 ? undefined : ids[position + 1];
  const open = (target: string | undefined) => {
    if (target !== undefined) void navigate(inquiryPath(target, tab), { state: { origin } });
  };
  useShortcuts({
    '[': () => {
      open(previous);
    },
    ']': () => {
      open(next);
    },
  });
  if (position === -1 || ids.length < 2) return null;
  const step = (target: string | undefined, label: string, key: string, Icon: typeof IconChevronLeft) =>
    target === undefined ? (
      <ActionIcon
        variant="transparent"
        color="gray"
        size={28}
        disabled
        className={classes.none ?? ''}
        aria-label={label}
      >
        <Icon size={16} stroke={1.75} />
      </ActionIcon>
    ) : (
      <Tooltip label={`${label} (${key})`}>
        <ActionIcon
          component={Link}
          to={inquiryPath(target, tab)}
          state={{ origin }}
          variant="subtle"
          color="gray"
          c="inherit"
          size={28}
          aria-label={label}
        >
          <Icon size={16} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
    );
  return (
    <span className={classes.neighbours}>
      {step(previous, 'Previous inquiry', '[', IconChevronLeft)}
      <span className={classes.position}>
        {position + 1} of {ids.length} on the page
      </span>
      {step(next, 'Next inquiry', ']', IconChevronRight)}
    </span>
  );
}
