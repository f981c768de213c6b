/**
 * The choice of the version that is read.
 */
import { Button, Menu } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';

import { RelativeTime } from '../../../components/relative-time';
import { REPORT_STATUSES } from '../presentation';
import type { ReportSummary } from '../types';
import { useAuthorName } from '../use-author-name';
import classes from './version-menu.module.css';

interface VersionMenuProps {
  versions: ReportSummary[];
  shown: ReportSummary;
  onChoose: (number: number) => void;
}

/** Offer every version: number, author or model, time, status, note. */
export function VersionMenu({ versions, shown, onChoose }: VersionMenuProps) {
  const authorName = useAuthorName();
  return (
    <Menu
      position="bottom-start"
      width={340}
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          rightSection={<IconSelector size={14} stroke={1.75} />}
          aria-label={`Version ${String(shown.number)}, choose another`}
        >
          Version {shown.number}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} className={classes.list}>
        <Menu.RadioGroup
          value={String(shown.number)}
          onChange={(value) => {
            onChoose(Number(value));
          }}
        >
          {versions.map((version) => (
            <Menu.RadioItem
              key={version.id}
              value={String(version.number)}
              closeMenuOnClick
              {...(version.id === shown.id && { 'data-autofocus': true })}
            >
              <span className={classes.name}>
                Version {version.number} · {REPORT_STATUSES[version.status].label}
              </span>
              <span className={classes.detail}>
                {authorName(version)} ·{' '}
                <RelativeTime iso={version.created_at} focusable={false} />
              </span>
              {version.note !== null && version.note !== '' && (
                <span className={classes.note}>{version.note}</span>
              )}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
