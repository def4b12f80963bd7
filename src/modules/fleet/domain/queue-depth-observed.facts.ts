import { z } from 'zod';
import { nameText, wholeNumber } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import type { ActivityFactKind } from '../../../events/fact-kind.js';

export const queueDepthObservedInput = z.strictObject({
  queue: nameText(100),
  depth: wholeNumber('waiting items'),
});
type Input = z.infer<typeof queueDepthObservedInput>;

export const queueDepthObservedKind: ActivityFactKind<Input> = {
  mode: 'activity',
  type: 'QueueDepthObserved',
  input: queueDepthObservedInput,
  stream: ({ queue }) => streams.queue(queue),
  record: ({ queue, depth }) => ({ type: 'QueueDepthObserved', data: { queue, depth } }),
};
