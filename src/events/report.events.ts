import { z } from 'zod';
import { defineEvent } from './event-definition.js';

export const reportRepeated = defineEvent({
  type: 'ReportRepeated',
  version: 1,
  summary: 'A report with an id of its own said what was recorded already; its id is kept, so that it stays one.',
  category: 'any',
  data: z.object({ factType: z.string().min(1).max(100) }),
});

export const reportEvents = [reportRepeated] as const;
