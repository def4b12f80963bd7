import { type UsageKey, usageKeyOf, type UsageSums } from './usage-entry.js';
import { isSettled, type WorkAttribution, type WorkField } from './work-attribution.js';

/** What an agent used, by what decides on the price and by whose work it was. */
export interface AttributedUsage {
  readonly key: UsageKey;
  readonly sums: UsageSums;
}

/** Entries whose calls say one thing of their work, where it is known better, come to the work that is known. */
export function attributedUsage(
  work: WorkAttribution,
  usage: Readonly<Record<string, UsageSums>>,
): readonly AttributedUsage[] {
  const own = (field: WorkField, said: string): string =>
    isSettled(work, field) || said === '' ? (work[field]?.value ?? said) : said;
  return Object.entries(usage).map(([text, sums]) => {
    const key = usageKeyOf(text);
    return {
      key: {
        ...key,
        type: own('type', key.type),
        epic: own('epic', key.epic),
        story: own('story', key.story),
        pullRequest: own('pullRequest', key.pullRequest),
        team: own('team', key.team),
      },
      sums,
    };
  });
}
