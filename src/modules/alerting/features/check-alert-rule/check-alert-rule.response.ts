import { z } from 'zod';
import { displayUnits } from '../../../../kernel/alert-vocabulary.js';
import { comparisonOperators } from '../../../../kernel/comparison.js';
import { ruleRemark } from '../../../../rules/rule-remark.js';

const rightRule = z.object({
  valid: z.literal(true),
  condition: z.string().describe('PromQL: as written, or what the parameters come to.'),
  unit: z.enum(displayUnits),
  threshold: z
    .object({ op: z.enum(comparisonOperators), value: z.number() })
    .nullable()
    .describe('The number that the condition compares with; null where it compares with none.'),
  measured: z
    .string()
    .nullable()
    .describe('What it compares with that number: PromQL for a chart of all values beside the limit.'),
  warnings: z.array(ruleRemark),
});

const faultyRule = z.object({
  valid: z.literal(false),
  problems: z.array(ruleRemark).describe('All that saving would refuse.'),
});

export const checkedAlertRule = z.discriminatedUnion('valid', [rightRule, faultyRule]);
export type CheckedAlertRule = z.infer<typeof checkedAlertRule>;
