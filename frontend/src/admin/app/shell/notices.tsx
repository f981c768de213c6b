/**
 * The corner in which notifications appear. One that comes before the corner is there waits.
 */
import { Notifications } from '@mantine/notifications';

/** Show notifications. */
export function Notices() {
  return <Notifications position="bottom-right" containerWidth={400} />;
}
