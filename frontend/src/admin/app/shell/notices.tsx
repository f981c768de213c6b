/**
 * The corner in which notifications appear. One that comes before the corner is there waits.
 */
import { notifications, Notifications } from '@mantine/notifications';
import { useEffect } from 'react';

function forgetAll(): void {
  notifications.clean();
}

/** Show notifications; whoever signs in next sees none of them. */
export function Notices() {
  useEffect(() => forgetAll, []);
  return <Notifications position="bottom-right" containerWidth={400} />;
}
