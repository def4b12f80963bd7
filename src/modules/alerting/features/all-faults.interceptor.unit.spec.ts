import type { ExecutionContext } from '@nestjs/common';
import { lastValueFrom, of, throwError } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { remark, type RuleRemark } from '../../../rules/rule-remark.js';
import type { AlertRuleChecks } from '../alert-rule-checks.service.js';
import { AllFaultsOfRule } from './all-faults.interceptor.js';

const refusal = new Error('unit: must be another');
const told = (body: unknown, further: readonly RuleRemark[], answer = throwError(() => refusal)) => {
  const checks = { allFurtherProblems: async () => further } as unknown as AlertRuleChecks;
  const context = { switchToHttp: () => ({ getRequest: () => ({ body }) }) } as unknown as ExecutionContext;
  return lastValueFrom(new AllFaultsOfRule(checks).intercept(context, { handle: () => answer }));
};
const faulty = { name: 'a', condition: 'sum(', unit: 'furlongs' };

describe('a rule that is refused for its form', () => {
  it('is refused for everything else too', async () => {
    await expect(told(faulty, [remark('condition', 'is none'), remark('channels', 'is none')])).rejects.toMatchObject({
      code: 'ALERT_RULE_INVALID',
      fields: [{ field: 'unit' }, { field: 'condition' }, { field: 'channels' }],
    });
  });

  it('is refused as it was when there is nothing else', async () => {
    await expect(told(faulty, [])).rejects.toBe(refusal);
  });

  it('is let be when its form is right, or it is accepted', async () => {
    await expect(told({ name: 'a', condition: 'sum(' }, [remark('condition', 'is none')])).rejects.toBe(refusal);
    expect(await told(faulty, [], of('saved') as never)).toBe('saved');
  });
});
