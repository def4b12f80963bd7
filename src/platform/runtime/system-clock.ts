import type { Clock } from '../../kernel/clock.js';

export const systemClock: Clock = { now: () => new Date() };
