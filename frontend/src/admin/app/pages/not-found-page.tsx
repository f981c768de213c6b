/**
 * What stands at an address of the admin area that does not exist.
 */
import { Button, EmptyState } from '@mantine/core';
import { IconMapSearch } from '@tabler/icons-react';
import { Link } from 'react-router';

import { PageTitle } from '../../components/page-title';
import { INQUIRIES_PATH } from '../../features/inquiries/paths';

/** Say that there is no such page. */
export function NotFoundPage() {
  return (
    <>
      <PageTitle title="This page does not exist" />
      <EmptyState
        icon={<IconMapSearch stroke={1.5} />}
        description="The address may be old or incomplete."
        py={64}
      >
        <EmptyState.Actions>
          <Button component={Link} to={INQUIRIES_PATH} variant="default">
            Go to inquiries
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    </>
  );
}
