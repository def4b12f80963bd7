import type { AgentActivityEvent, AgentAttributionEvent, AgentEvent, AgentState } from '../../events/agent.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import { earlier, joinFlags, later, occurredAtOf } from '../../kernel/reported-fold.js';
import type { Projection, TableSpec } from '../../platform/projections/projection.js';
import { reportedSubject } from '../../platform/projections/reported-subject.js';

export interface AgentRow {
  readonly id: string;
  /** kebab-case; `unknown` until somebody says. */
  readonly type: string;
  /** Null while only activity of the agent has been reported. */
  readonly state: AgentState | null;
  readonly model: string | null;
  readonly task: string | null;
  readonly epic_id: string | null;
  readonly story_id: string | null;
  readonly pr_number: number | null;
  readonly team: string | null;
  readonly session_id: string | null;
  readonly parent_agent_id: string | null;
  readonly error: string | null;
  readonly reason: string | null;
  /** When it was spawned, else when telemetry first showed it; null while neither has been told. */
  readonly created_at: Date | null;
  /** Whoever runs it has reported its spawn, and tells of it better than its telemetry. */
  readonly spawned: boolean;
  /** By column, the moment of which telemetry told its value. */
  readonly observed: Readonly<Record<string, string>> | null;
  /** The columns of which something was told afterwards: they are settled. */
  readonly attributed: readonly WorkColumn[];
  /** First `running`. */
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
  /** Latest step of its life, by `occurredAt`; its calls do not move it. */
  readonly updated_at: Date;
  readonly execution_seconds: number | null;
  readonly flags: readonly string[];
  readonly demo: boolean;
  readonly last_position: string;
}

/** What an agent works on and for whom, by the column that it is kept in. */
const workColumns = { epic_id: 'epicId', story_id: 'storyId', pr_number: 'prNumber', team: 'team' } as const;
type WorkColumn = keyof typeof workColumns;

export const UNKNOWN_TYPE = 'unknown';
const terminal: readonly AgentState[] = ['completed', 'failed', 'terminated'];

export const agentsTable: TableSpec<AgentRow> = {
  name: 'agents',
  columns: {
    id: 'text',
    type: 'text',
    state: 'text',
    model: 'text',
    task: 'text',
    epic_id: 'text',
    story_id: 'text',
    pr_number: 'bigint',
    team: 'text',
    session_id: 'text',
    parent_agent_id: 'text',
    error: 'text',
    reason: 'text',
    created_at: 'timestamptz',
    spawned: 'boolean',
    observed: 'jsonb',
    attributed: 'text[]',
    started_at: 'timestamptz',
    ended_at: 'timestamptz',
    updated_at: 'timestamptz',
    execution_seconds: 'double precision',
    flags: 'text[]',
    demo: 'boolean',
    last_position: 'text',
  },
  key: ['id'],
  nullable: [
    'state',
    'model',
    'task',
    'epic_id',
    'story_id',
    'pr_number',
    'team',
    'session_id',
    'parent_agent_id',
    'error',
    'reason',
    'created_at',
    'observed',
    'started_at',
    'ended_at',
    'execution_seconds',
  ],
  indexes: [
    '(updated_at desc, id desc)',
    `(coalesce(created_at, '0001-01-01T00:00:00Z'::timestamptz) desc, id desc)`,
    '(state)',
    '(type)',
    '(epic_id)',
    '(story_id)',
    '(session_id)',
  ],
  history: true,
};

function placeholder(id: string, event: RecordedEvent): AgentRow {
  return {
    id,
    type: UNKNOWN_TYPE,
    state: null,
    model: null,
    task: null,
    epic_id: null,
    story_id: null,
    pr_number: null,
    team: null,
    session_id: null,
    parent_agent_id: null,
    error: null,
    reason: null,
    created_at: null,
    spawned: false,
    observed: null,
    attributed: [],
    started_at: null,
    ended_at: null,
    updated_at: occurredAtOf(event),
    execution_seconds: null,
    flags: [],
    demo: event.meta.demo === true,
    last_position: event.position,
  };
}

interface Known {
  readonly agentType?: string | undefined;
  readonly model?: string | undefined;
  readonly epicId?: string | undefined;
  readonly storyId?: string | undefined;
  readonly prNumber?: number | undefined;
  readonly team?: string | undefined;
  readonly sessionId?: string | undefined;
}

/** Fills in what is not known yet; the same row when there is nothing to add, as with nearly every call. */
function learn(row: AgentRow, known: Known): AgentRow {
  // Its telemetry tells that too, and of which moment.
  if (row.observed !== null) return row;
  const type = row.type === UNKNOWN_TYPE ? (known.agentType ?? UNKNOWN_TYPE) : row.type;
  const model = row.model ?? known.model ?? null;
  const isOpen = (column: WorkColumn) => row[column] === null && !row.attributed.includes(column);
  const epicId = isOpen('epic_id') ? (known.epicId ?? null) : row.epic_id;
  const storyId = isOpen('story_id') ? (known.storyId ?? null) : row.story_id;
  const prNumber = isOpen('pr_number') ? (known.prNumber ?? null) : row.pr_number;
  const team = isOpen('team') ? (known.team ?? null) : row.team;
  const sessionId = row.session_id ?? known.sessionId ?? null;
  const same =
    type === row.type &&
    model === row.model &&
    epicId === row.epic_id &&
    storyId === row.story_id &&
    prNumber === row.pr_number &&
    team === row.team &&
    sessionId === row.session_id;
  if (same) return row;
  return {
    ...row,
    type,
    model,
    epic_id: epicId,
    story_id: storyId,
    pr_number: prNumber,
    team,
    session_id: sessionId,
  };
}

/** What telemetry may tell, by the column that it is kept in. */
const observedColumns = {
  type: 'agentType',
  model: 'model',
  epic_id: 'epicId',
  story_id: 'storyId',
  pr_number: 'prNumber',
  team: 'team',
  session_id: 'sessionId',
  parent_agent_id: 'parentAgentId',
} as const;

function spawned(row: AgentRow, data: Extract<AgentEvent, { type: 'AgentSpawned' }>['data'], at: Date): AgentRow {
  // The first one tells; a repetition of it tells nothing new.
  if (row.spawned) return row;
  const stillObserved = Object.entries(row.observed ?? {}).filter(
    ([column]) => data[observedColumns[column as keyof typeof observedColumns]] === undefined,
  );
  return {
    ...row,
    spawned: true,
    // What it tells is no longer telemetry's to tell.
    observed: row.observed && Object.fromEntries(stillObserved),
    type: data.agentType === UNKNOWN_TYPE ? row.type : data.agentType,
    state: row.state ?? 'created',
    model: data.model ?? row.model,
    task: data.task ?? null,
    ...unsettled(row, data),
    session_id: data.sessionId ?? row.session_id,
    parent_agent_id: data.parentAgentId ?? row.parent_agent_id,
    created_at: at,
    updated_at: row.state === null ? at : later(row.updated_at, at),
    flags: joinFlags(row.flags, data.flags),
  };
}

/** What a spawn says of the work, as far as nothing was told of that afterwards. */
function unsettled(row: AgentRow, said: Known): Partial<AgentRow> {
  const columns = (Object.keys(workColumns) as WorkColumn[]).filter((column) => !row.attributed.includes(column));
  return Object.fromEntries(columns.map((column) => [column, said[workColumns[column]] ?? row[column]]));
}

/** What is told afterwards settles what it is about, and nothing else. */
function attributed(row: AgentRow, told: AgentAttributionEvent['data']): AgentRow {
  const columns = (Object.keys(workColumns) as WorkColumn[]).filter(
    (column) => told[workColumns[column]] !== undefined,
  );
  return {
    ...row,
    ...Object.fromEntries(columns.map((column) => [column, told[workColumns[column]]])),
    attributed: [...new Set([...row.attributed, ...columns])].sort(),
  };
}

/**
 * Of each field counts what was told of the earliest moment, of one moment the smaller value: the order in which the
 * telemetry arrives does not matter. What was reported of the agent stays.
 *
 * Other read models of agents fold words of moments too (`traces`, `model-usage`), each by ranks of its own. This one has
 * no ranks: a spawn and a later attribution settle a field for good, and of calls and steps the first that arrives counts,
 * and none where there is telemetry. A fold shared with them would change what agents are said to be.
 */
function observed(row: AgentRow, data: Extract<AgentEvent, { type: 'AgentObserved' }>['data'], at: Date): AgentRow {
  const told: Record<string, string | number> = {};
  const moments: Record<string, string> = { ...row.observed };
  const moment = at.toISOString();
  for (const [column, field] of Object.entries(observedColumns)) {
    const value = data[field];
    const known = row[column as keyof typeof observedColumns];
    const knownSince = row.observed?.[column];
    const isReported = row.spawned && known !== null && knownSince === undefined;
    const isSettled = (row.attributed as readonly string[]).includes(column);
    if (value === undefined || isReported || isSettled) continue;
    const tells =
      knownSince === undefined || moment < knownSince || (moment === knownSince && String(value) < String(known));
    if (!tells) continue;
    told[column] = value;
    moments[column] = moment;
  }
  const seenAt = row.spawned ? row.created_at : earlier(row.created_at, at);
  return {
    ...row,
    ...told,
    observed: moments,
    state: row.state ?? 'running',
    created_at: seenAt,
    started_at: row.spawned ? row.started_at : earlier(row.started_at, at),
    // Without a reported step the only step known of its life is its beginning.
    updated_at: row.state === null || isOnlyObserved(row) ? (seenAt ?? at) : row.updated_at,
  };
}

/** Nothing but telemetry has told of its life. */
function isOnlyObserved(row: AgentRow): boolean {
  return !row.spawned && row.created_at !== null && row.updated_at.getTime() === row.created_at.getTime();
}

function stateChanged(
  before: AgentRow,
  data: Extract<AgentEvent, { type: 'AgentStateChanged' }>['data'],
  at: Date,
): AgentRow {
  const row = {
    ...learn(before, data),
    started_at: data.to === 'running' ? earlier(before.started_at, at) : before.started_at,
    flags: joinFlags(before.flags, data.flags),
  };
  if (data.flags?.includes('late') && before.state !== null) return row;
  const ends = terminal.includes(data.to);
  return {
    ...row,
    state: data.to,
    error: data.error ?? (data.to === 'failed' ? row.error : null),
    reason: data.reason ?? null,
    ended_at: ends ? at : null,
    execution_seconds: ends ? (data.executionSeconds ?? null) : null,
    updated_at: before.state === null && before.created_at === null ? at : later(row.updated_at, at),
  };
}

function fold(row: AgentRow, event: AgentEvent | AgentActivityEvent | AgentAttributionEvent, at: Date): AgentRow {
  switch (event.type) {
    case 'AgentSpawned':
      return spawned(row, event.data, at);
    case 'AgentStateChanged':
      return stateChanged(row, event.data, at);
    case 'AgentObserved':
      return observed(row, event.data, at);
    case 'AgentAttributed':
      return attributed(row, event.data);
    case 'ModelCallRecorded':
    case 'ToolCallRecorded':
    case 'ToolDecisionRecorded':
    case 'AgentErrorRecorded':
      return learn(row, event.data);
    default:
      return exhaustive(event);
  }
}

const agents = reportedSubject<AgentRow>({
  table: agentsTable,
  idField: 'agentId',
  placeholder,
  fold: (row, recorded) =>
    fold(row, recorded as unknown as AgentEvent | AgentActivityEvent | AgentAttributionEvent, occurredAtOf(recorded)),
  derived: (_row, { position }) => ({ last_position: position }),
});

/** What every agent is, does and did; facts may come before the agent's own beginning. */
export const agentsProjection: Projection = {
  name: 'agents',
  version: 5,
  types: [
    'AgentSpawned',
    'AgentStateChanged',
    'AgentObserved',
    'AgentAttributed',
    'ModelCallRecorded',
    'ToolCallRecorded',
    'ToolDecisionRecorded',
    'AgentErrorRecorded',
  ],
  outputs: [agents],
};
