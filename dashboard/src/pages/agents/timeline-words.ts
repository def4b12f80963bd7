import type { ApiItem } from '../../api/api-types';
import { wordsOf } from '../../components/state-words';
import { durationWords } from '../../components/time-words';
import type { Tone } from '../../components/tones';

export type TimelineEntry = ApiItem<'/api/agents/{id}/timeline'>;

/** What the timeline can be narrowed to. */
export const timelineKinds = [
  { value: 'life', label: 'Life', types: ['AgentSpawned', 'AgentObserved', 'AgentStateChanged', 'AgentAttributed'] },
  { value: 'model', label: 'Model calls', types: ['ModelCallRecorded'] },
  { value: 'tool', label: 'Tool calls', types: ['ToolCallRecorded', 'ToolDecisionRecorded'] },
  { value: 'failures', label: 'Failures', types: [] },
] as const;

type Icon = 'born' | 'seen' | 'state' | 'work' | 'model' | 'tool' | 'decision' | 'error' | 'other';

export interface TimelineLook {
  readonly icon: Icon;
  readonly tone: Tone;
  /** What happened. */
  readonly title: string;
  /** The rest of it, in one line. */
  readonly note: string | undefined;
  /** For a change of state: the new one. */
  readonly state?: string;
}

/** Whether an entry is of a kind; undefined is all of them. */
export function isOfKind(entry: TimelineEntry, kind: string | undefined): boolean {
  if (kind === 'failures') return isFailure(entry);
  const types: readonly string[] | undefined = timelineKinds.find(({ value }) => value === kind)?.types;
  return types === undefined || types.includes(entry.type);
}

/** By when it happened; the API orders each page, this all that were read. */
export function newestFirst(one: TimelineEntry, other: TimelineEntry): number {
  const later = Date.parse(other.occurredAt) - Date.parse(one.occurredAt);
  return later === 0 ? (one.position < other.position ? 1 : -1) : later;
}

export const isFailure = ({ type, data }: TimelineEntry) =>
  data['success'] === false || data['error'] !== undefined || data['to'] === 'failed' || type === 'AgentErrorRecorded';

/** An event of an agent in words. One that is not known here is shown by its own name. */
export function lookOf(entry: TimelineEntry): TimelineLook {
  const { type, data } = entry;
  const text = (key: string) => (data[key] == null ? undefined : String(data[key]));
  const failed = isFailure(entry);
  const took = typeof data['durationMs'] === 'number' ? durationWords(data['durationMs'] / 1000) : undefined;
  const note = (...parts: (string | undefined)[]) =>
    parts.filter((part) => part !== undefined).join(' · ') || undefined;
  switch (type) {
    case 'AgentSpawned':
      return { icon: 'born', tone: 'info', title: 'Spawned', note: note(text('task'), text('model')) };
    case 'AgentObserved':
      return { icon: 'seen', tone: 'quiet', title: 'Seen in telemetry', note: note(text('agentType'), text('model')) };
    case 'AgentStateChanged':
      return {
        icon: 'state',
        tone: failed ? 'bad' : 'info',
        title: wordsOf(text('to') ?? 'unknown'),
        note: note(data['presumed'] === true ? 'presumed: it fell silent' : undefined, text('error') ?? text('reason')),
        state: text('to') ?? 'unknown',
      };
    case 'AgentAttributed':
      return { icon: 'work', tone: 'quiet', title: 'Told what it works on', note: note(...workOf(data)) };
    case 'ModelCallRecorded':
      return {
        icon: 'model',
        tone: failed ? 'bad' : 'quiet',
        title: text('model') ?? 'Model call',
        note: note(text('error') ?? (failed ? 'failed' : undefined), tokensOf(data), took),
      };
    case 'ToolCallRecorded':
      return {
        icon: 'tool',
        tone: failed ? 'bad' : 'quiet',
        title: text('tool') ?? 'Tool call',
        note: note(text('error') ?? (failed ? 'failed' : undefined), took),
      };
    case 'ToolDecisionRecorded':
      return {
        icon: 'decision',
        tone: 'quiet',
        title: `${text('tool') ?? 'Tool'}: ${text('decision') ?? 'decided'}`,
        note: text('source'),
      };
    case 'AgentErrorRecorded':
      return { icon: 'error', tone: 'bad', title: 'Error', note: note(text('error') ?? text('message')) };
    default:
      return { icon: 'other', tone: 'quiet', title: type, note: undefined };
  }
}

const tokensOf = (data: Record<string, unknown>) => {
  const [input, output] = [data['inputTokens'], data['outputTokens']];
  if (typeof input !== 'number' || typeof output !== 'number') return undefined;
  return `${input.toLocaleString('en')} in, ${output.toLocaleString('en')} out`;
};

function workOf(data: Record<string, unknown>): string[] {
  const names = { epicId: 'epic', storyId: 'story', prNumber: 'pull request', team: 'team' };
  return Object.entries(names).flatMap(([key, name]) =>
    data[key] === undefined ? [] : [data[key] === null ? `no ${name}` : `${name} ${String(data[key])}`],
  );
}
