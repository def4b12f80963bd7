import type { CustomMetricData, CustomMetricEvent } from '../../../events/custom-metric.events.js';
import { streams } from '../../../events/streams.js';
import { canonicalJson } from '../../../kernel/canonical-json.js';
import type { Decider } from '../../../kernel/decider.js';
import { exhaustive } from '../../../kernel/exhaustive.js';
import { assertCompatible, assertDefinition, assertFree, metricUnknown } from './custom-metric-book.rules.js';

export const customMetricBookStream = streams.customMetrics();

export type CustomMetricBookCommand =
  /** `limitChosen`: whoever registers it has said how many series it may have. */
  | { readonly type: 'register'; readonly metric: CustomMetricData; readonly limitChosen: boolean }
  | { readonly type: 'remove'; readonly name: string };

/** The custom metrics that there are, by name. */
export type CustomMetricBook = ReadonlyMap<string, CustomMetricData>;

function decide(command: CustomMetricBookCommand, book: CustomMetricBook): readonly CustomMetricEvent[] {
  switch (command.type) {
    case 'register': {
      assertDefinition(command.metric, command.limitChosen);
      const previous = book.get(command.metric.name) ?? null;
      if (previous === null) assertFree(command.metric, book);
      else assertCompatible(command.metric, previous);
      // In whatever order they are named now: series are told apart by the order in which they were first.
      const metric = previous === null ? command.metric : { ...command.metric, labels: previous.labels };
      if (canonicalJson(previous) === canonicalJson(metric)) return [];
      return [{ type: 'CustomMetricRegistered', data: { metric, previous } }];
    }
    case 'remove':
      if (!book.has(command.name)) throw metricUnknown(command.name);
      return [{ type: 'CustomMetricRemoved', data: { name: command.name } }];
    default:
      return exhaustive(command);
  }
}

function evolve(book: CustomMetricBook, { type, data }: CustomMetricEvent): CustomMetricBook {
  switch (type) {
    case 'CustomMetricRegistered':
      return new Map(book).set(data.metric.name, data.metric);
    case 'CustomMetricRemoved':
      return new Map([...book].filter(([name]) => name !== data.name));
    default:
      // What was pushed changes no definition; and a newer version may have appended other events.
      return book;
  }
}

/** All custom metrics: names are unique among them. */
export const customMetricBookDecider: Decider<CustomMetricBook, CustomMetricBookCommand, CustomMetricEvent> = {
  initial: new Map(),
  decide,
  evolve,
};
