import { z } from 'zod';
import type { ConfigurationEvent } from '../../../events/configuration.events.js';
import { freeText, jsonValue, reportedId } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import type { JsonObject } from '../../../kernel/json.js';
import { redact } from '../../../kernel/redaction.js';
import type { Fact, LifecycleFactKind } from '../../../events/fact-kind.js';
import { type Configuration, configurationDecider } from './configuration.decider.js';

/** 32 KiB: a setting, not a document. */
const MAX_VALUE_BYTES = 32_768;

export const configurationKey = reportedId;
export const configurationValue = jsonValue(MAX_VALUE_BYTES);

export const configurationChangedInput = z
  .strictObject({
    key: configurationKey,
    value: configurationValue.optional().describe('Any JSON value. Secrets in it are left out of the event.'),
    deleted: z.literal(true).optional().describe('Instead of a value: the key was deleted.'),
    reason: freeText(2_000).optional(),
  })
  .refine(({ value, deleted }) => (value === undefined) === (deleted === true), {
    path: ['value'],
    error: 'give either a value or deleted: true',
  });
type Input = z.infer<typeof configurationChangedInput>;

interface ReportedConfiguration {
  readonly now: Configuration;
  /** Milliseconds since 1970 of the change last recorded. */
  readonly at: number | undefined;
}

/** A change that the fleet made by itself and tells of. */
export const configurationChangedKind: LifecycleFactKind<Input, ReportedConfiguration> = {
  mode: 'lifecycle',
  type: 'ConfigurationChanged',
  input: configurationChangedInput,
  stream: ({ key }) => streams.configuration(key),
  // Even a digest would let a short secret be guessed. So two secrets are the same content: under one id, the second
  // is taken for the first sent again.
  content: (input) => (input.value === undefined ? input : { ...input, value: redact(input.key, input.value).value }),
  initial: { now: configurationDecider.initial, at: undefined },
  evolve(state, { type, data, meta }) {
    const event = { type, data } as unknown as ConfigurationEvent;
    const now = configurationDecider.evolve(state.now, event);
    const late = event.type !== 'ConfigurationChanged' || event.data.flags?.includes('late');
    return late ? state : { now, at: Date.parse(meta.occurredAt) };
  },
  decide({ key, value, reason }, { now, at }, occurredAt): readonly Fact[] {
    const late = at !== undefined && Date.parse(occurredAt) < at;
    if (value === undefined && now.status === 'absent') return [];
    const events = configurationDecider.decide(
      value === undefined ? { type: 'delete', key, reason } : { type: 'set', key, value, reason },
      now,
    );
    return events.map(({ type, data }) => {
      if (!late) return { type, data: data as JsonObject };
      // What it was before a late change is not what it is now.
      const { from: _from, ...rest } = data;
      return { type, data: { ...rest, flags: ['late'] } as JsonObject };
    });
  },
};
