/**
 * What can be done with the selected rows. It lies over the head of the table, beside the checkbox
 * for all, so that no row moves; on narrow screens it lies at the bottom.
 */
import { Button, Menu } from '@mantine/core';
import { IconX } from '@tabler/icons-react';

import { WriteButton } from '../../../components/write-button';
import { useConsultants } from '../../../lib/consultants';
import { useCurrentUser, usePermission } from '../../../lib/current-user';
import { STATUSES } from '../presentation';
import type { Change, InquiryStatus } from '../types';
import type { RowSelection } from '../use-selection';
import classes from './selection-bar.module.css';

interface SelectionBarProps {
  selection: RowSelection;
  isBusy: boolean;
  onChange: (change: Change) => void;
  onExport: () => void;
}

type MenuProps = Pick<SelectionBarProps, 'isBusy' | 'onChange'>;

function AssignMenu({ isBusy, onChange }: MenuProps) {
  const { username } = useCurrentUser();
  const others = useConsultants().filter((person) => person.username !== username);
  return (
    <Menu
      shadow="md"
      position="bottom-start"
      width={220}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <WriteButton size="xs" variant="default" disabled={isBusy}>
          Assign
        </WriteButton>
      </Menu.Target>
      <Menu.Dropdown mah={320} className={classes.menu}>
        <Menu.Item
          data-autofocus
          onClick={() => {
            onChange({ assignee: username });
          }}
        >
          Me
        </Menu.Item>
        <Menu.Item
          onClick={() => {
            onChange({ assignee: null });
          }}
        >
          Nobody
        </Menu.Item>
        {others.length > 0 && <Menu.Divider />}
        {others.map((person) => (
          <Menu.Item
            key={person.username}
            onClick={() => {
              onChange({ assignee: person.username });
            }}
          >
            {person.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function StatusMenu({ isBusy, onChange }: MenuProps) {
  const statuses = Object.keys(STATUSES) as InquiryStatus[];
  return (
    <Menu
      shadow="md"
      position="bottom-start"
      width={180}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <WriteButton size="xs" variant="default" disabled={isBusy}>
          Set status
        </WriteButton>
      </Menu.Target>
      <Menu.Dropdown>
        {statuses.map((status, index) => {
          const { label, icon: Icon } = STATUSES[status];
          return (
            <Menu.Item
              key={status}
              data-autofocus={index === 0 || undefined}
              leftSection={<Icon size={16} stroke={1.75} />}
              onClick={() => {
                onChange({ status });
              }}
            >
              {label}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Show what can be done with the selection. */
export function SelectionBar({ selection, isBusy, onChange, onExport }: SelectionBarProps) {
  const canWrite = usePermission('inquiries:write');
  return (
    <div role="toolbar" aria-label="Selected inquiries" className={classes.bar}>
      <span role="status" className={classes.count}>
        {isBusy ? 'Changing…' : String(selection.rows.length)}
        {!isBusy && <span className={classes.word}> selected</span>}
      </span>
      {canWrite && (
        <>
          <AssignMenu isBusy={isBusy} onChange={onChange} />
          <StatusMenu isBusy={isBusy} onChange={onChange} />
        </>
      )}
      <WriteButton size="xs" variant="default" disabled={isBusy} onClick={onExport}>
        Export
      </WriteButton>
      <Button
        size="xs"
        variant="subtle"
        className={classes.clear}
        aria-label="Clear the selection"
        onClick={selection.clear}
      >
        <IconX size={16} stroke={1.75} aria-hidden />
        <span className={classes.word}>
          Clear <kbd className={classes.key}>Esc</kbd>
        </span>
      </Button>
    </div>
  );
}
