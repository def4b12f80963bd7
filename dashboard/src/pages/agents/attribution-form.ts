/** What an agent works on, as the API answers it. */
export interface AttributedWork {
  readonly epicId: string | null;
  readonly storyId: string | null;
  readonly prNumber: number | null;
  readonly team: string | null;
}

/** The same in fields; empty is on none. */
export interface AttributionForm {
  readonly epicId: string;
  readonly storyId: string;
  readonly prNumber: number | string;
  readonly team: string;
}

export const formOf = ({ epicId, storyId, prNumber, team }: AttributedWork): AttributionForm => ({
  epicId: epicId ?? '',
  storyId: storyId ?? '',
  prNumber: prNumber ?? '',
  team: team ?? '',
});

/** Only what was changed is told: the rest stays as it is known. */
export function changesOf(work: AttributedWork, form: AttributionForm): Partial<AttributedWork> {
  const text = (value: string) => value.trim() || null;
  const next: AttributedWork = {
    epicId: text(form.epicId),
    storyId: text(form.storyId),
    prNumber: form.prNumber === '' ? null : Number(form.prNumber),
    team: text(form.team),
  };
  const keys = Object.keys(next) as (keyof AttributedWork)[];
  return Object.fromEntries(keys.filter((key) => next[key] !== work[key]).map((key) => [key, next[key]]));
}
