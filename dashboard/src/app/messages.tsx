import { Notifications } from '@mantine/notifications';

/** Where `useAction` tells how something went. */
export default function Messages() {
  return <Notifications position="bottom-right" limit={4} />;
}
