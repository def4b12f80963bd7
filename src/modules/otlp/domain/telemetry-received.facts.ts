import { z } from 'zod';
import type { ActivityFactKind } from '../../../events/fact-kind.js';
import { nameText, reportedId, reportedTime, usdAmount, wholeNumber } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { telemetryAmounts } from '../../../events/telemetry.events.js';
import { present } from '../../../kernel/present.js';

/** How much one fact may tell; an export that tells more becomes several facts. */
export const MAX_RUNS = 200;
export const MAX_NUMBERS = 2_000;
export const MAX_TOTALS = 100;

const amount = z.enum(telemetryAmounts);

export const telemetryReceivedInput = z.strictObject({
  agentId: reportedId,
  source: nameText(100),
  sequences: z
    .array(
      z.strictObject({
        from: wholeNumber('records before it'),
        marks: z
          .string()
          .max(2 * MAX_NUMBERS)
          .regex(/^(?:(?!00|ff)[0-9a-f]{2})+$/, 'must be two hexadecimal digits per number, from 01 to fe'),
      }),
    )
    .max(MAX_RUNS)
    .refine((runs) => runs.reduce((sum, { marks }) => sum + marks.length / 2, 0) <= MAX_NUMBERS, {
      message: `must be at most ${MAX_NUMBERS} numbers in all`,
    })
    .optional(),
  deltas: z
    .array(z.strictObject({ amount, value: usdAmount }))
    .max(telemetryAmounts.length)
    .optional(),
  totals: z
    .array(
      z.strictObject({
        amount,
        series: nameText(40),
        startedAt: reportedTime.optional(),
        value: usdAmount,
      }),
    )
    .max(MAX_TOTALS)
    .optional(),
});
type Received = z.infer<typeof telemetryReceivedInput>;

/** Its identity comes with it: a digest of the records that it tells of. */
export const telemetryReceivedKind: ActivityFactKind<Received> = {
  mode: 'activity',
  type: 'TelemetryReceived',
  input: telemetryReceivedInput,
  stream: ({ agentId }) => streams.telemetry(agentId),
  record: ({ totals, ...received }) => ({
    type: 'TelemetryReceived',
    data: present(received, { totals: totals?.map((total) => present(total)) }),
  }),
};
