/**
 * What stands at an address of the admin area that does not exist.
 */
import { NothingHere } from '../../components/nothing-here';
import { INQUIRIES_PATH } from '../../features/inquiries/paths';

/** Say that there is no such page. */
export function NotFoundPage() {
  return (
    <NothingHere
      title="This page does not exist"
      description="The address may be old or incomplete."
      wayOn={{ to: INQUIRIES_PATH, label: 'Go to inquiries' }}
    />
  );
}
