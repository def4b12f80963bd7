import { Kbd } from '@mantine/core';

/** Keys as they stand on the keyboard. */
export function Keys({ keys }: { keys: string }) {
  return (
    <>
      {keys.split(' ').map((key, index) => (
        <Kbd key={index} ml={index === 0 ? 0 : 4}>
          {/^[A-Z]$/.test(key) ? `⇧ ${key}` : key}
        </Kbd>
      ))}
    </>
  );
}
