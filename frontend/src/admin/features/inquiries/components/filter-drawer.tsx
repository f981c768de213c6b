/**
 * The filters on narrow screens: a button, and a drawer at the bottom in reach of the thumb.
 */
import { Button, Drawer, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';

import { clearFilters, countFilters } from '../filters';
import classes from './filter-drawer.module.css';
import {
  OwnerField,
  PriorityField,
  ReceivedField,
  ServiceField,
  SourceField,
  StatusField,
  type FilterProps,
} from './filter-fields';

/** Show the button that opens the filters. */
export function FilterDrawer({ filters, onChange }: FilterProps) {
  const [isOpen, drawer] = useDisclosure(false);
  const count = countFilters({ ...filters, q: null });
  return (
    <>
      <Button
        variant="default"
        size="md"
        leftSection={<IconFilter size={18} stroke={1.75} />}
        onClick={drawer.open}
      >
        {count === 0 ? 'Filters' : `Filters · ${String(count)}`}
      </Button>
      <Drawer.Root opened={isOpen} onClose={drawer.close} position="bottom" size="auto">
        <Drawer.Overlay />
        <Drawer.Content classNames={{ content: classes.content ?? '' }}>
          <div className={classes.head}>
            <Drawer.Title className={classes.title}>Filters</Drawer.Title>
            <Drawer.CloseButton aria-label="Close filters" size={44} iconSize={20} />
          </div>
          <Drawer.Body className={classes.body}>
            <Stack gap="md">
              <StatusField filters={filters} onChange={onChange} place="drawer" />
              <PriorityField filters={filters} onChange={onChange} place="drawer" />
              <OwnerField filters={filters} onChange={onChange} place="drawer" />
              <ServiceField filters={filters} onChange={onChange} place="drawer" />
              <SourceField filters={filters} onChange={onChange} place="drawer" />
              <ReceivedField filters={filters} onChange={onChange} />
            </Stack>
          </Drawer.Body>
          <Group grow gap="sm" className={classes.foot}>
            <Button
              variant="default"
              size="md"
              disabled={count === 0}
              onClick={() => {
                onChange(clearFilters('q'));
              }}
            >
              Clear
            </Button>
            <Button size="md" onClick={drawer.close}>
              Show inquiries
            </Button>
          </Group>
        </Drawer.Content>
      </Drawer.Root>
    </>
  );
}
