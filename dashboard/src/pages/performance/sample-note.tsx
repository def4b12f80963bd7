import { Text } from '@mantine/core';
import { sampleWords } from './percentile-sample';
import type { Analysis } from './performance-types';

/** Says of percentiles nearby that they are those of a sample; nothing where they are exact. */
export function SampleNote({ percentilesFrom }: Pick<Analysis, 'percentilesFrom'>) {
  const words = sampleWords({ percentilesFrom });
  return words === undefined ? null : (
    <Text fz="xs" c="dimmed">
      {words}
    </Text>
  );
}
