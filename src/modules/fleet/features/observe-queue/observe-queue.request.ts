import type { z } from 'zod';
import { occurrence } from '../../../intake/index.js';
import { queueDepthObservedInput } from '../../domain/queue-depth-observed.facts.js';

export const queueName = queueDepthObservedInput.shape.queue;

export const observeQueueRequest = queueDepthObservedInput.omit({ queue: true }).extend(occurrence);
export type ObserveQueueRequest = z.infer<typeof observeQueueRequest>;
