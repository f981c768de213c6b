/**
 * What stands where an address leads to nothing, with a way on.
 */
import { Button, EmptyState } from '@mantine/core';
import { IconMapSearch } from '@tabler/icons-react';
import { Link } from 'react-router';

import { PageTitle } from './page-title';

interface NothingHereProps {
  title: string;
  description: string;
  wayOn: { to: string; label: string };
}

/** Say that there is nothing, and why that may be. */
export function NothingHere({ title, description, wayOn }: NothingHereProps) {
  return (
    <>
      <PageTitle title={title} />
      <EmptyState icon={<IconMapSearch stroke={1.5} />} description={description} py={64}>
        <EmptyState.Actions>
          <Button component={Link} to={wayOn.to} variant="default">
            {wayOn.label}
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    </>
  );
}
