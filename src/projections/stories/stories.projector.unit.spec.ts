import { describe, expect, it } from 'vitest';
import type { StoryStatus } from '../../events/story.events.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import { storiesProjection, type StoryRow } from './stories.projector.js';

let count = 0;
const event = (type: string, time: string, data: JsonObject = {}, demo?: true): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data: { storyId: 's1', ...data },
  meta: {
    occurredAt: `2026-01-15T${time}:00.000Z`,
    actor: { type: 'api_key', id: 'key-1', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
    ...(demo && { demo }),
  },
  stream: 'story-s1',
  revision: BigInt(count),
  position: String(++count).padStart(20, '0') as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});
const created = (time: string, data?: JsonObject) => event('StoryCreated', time, data);
const changed = (time: string, to: StoryStatus, data: JsonObject = {}) =>
  event('StoryStatusChanged', time, { to, ...data });

const [output, steps] = storiesProjection.outputs;
if (output?.kind !== 'fold' || steps?.kind !== 'insert') throw new Error('not a fold and its steps');
const { apply, keys } = output;
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<StoryRow | undefined>((row, one) => apply(row, one, ['s1']) as StoryRow, undefined)!;
const at = (time: string) => new Date(`2026-01-15T${time}:00.000Z`);

describe('the stories projection', () => {
  it('files every event under its story', () => {
    expect([created('10:00'), changed('10:01', 'blocked')].map(keys)).toEqual([[['s1']], [['s1']]]);
  });

  it('follows a story from creation to completion', () => {
    const row = fold(
      created('10:00', { epicId: 'e1', title: 'Pay', description: 'by card' }),
      changed('10:30', 'in_progress', { agentId: 'a1' }),
      changed('11:00', 'completed', { reason: 'done' }),
    );
    expect(row).toMatchObject({ epic_id: 'e1', title: 'Pay', description: 'by card', agent_id: 'a1' });
    expect(row).toMatchObject({ status: 'completed', reason: 'done', created_at: at('10:00'), flags: [] });
    expect(row).toMatchObject({ started_at: at('10:30'), completed_at: at('11:00'), duration_seconds: 1800 });
    expect(Object.keys(row.status_times)).toEqual(['pending', 'in_progress', 'completed']);
  });

  it('does not know what nobody has said', () => {
    expect(fold(changed('11:00', 'completed', { flags: ['before_creation'] }))).toMatchObject({
      title: null,
      epic_id: null,
      created_at: null,
      started_at: null,
      completed_at: at('11:00'),
      duration_seconds: null,
      flags: ['before_creation'],
    });
  });

  it('keeps what the statuses said when the creation is told after them', () => {
    const row = fold(
      changed('10:30', 'in_progress', { agentId: 'a2', epicId: 'e0' }),
      created('10:00', { agentId: 'a1', epicId: 'e1', title: 'Pay', flags: ['late'] }),
    );
    expect(row).toMatchObject({ status: 'in_progress', agent_id: 'a2', epic_id: 'e1', title: 'Pay', flags: ['late'] });
    expect(row).toMatchObject({ created_at: at('10:00'), started_at: at('10:30'), updated_at: at('10:30') });
  });

  it('keeps the status, and learns when work began, when a step comes late', () => {
    const row = fold(
      created('10:00', { agentId: 'a1' }),
      changed('11:00', 'completed', { agentId: 'a1' }),
      changed('10:45', 'in_progress', { agentId: 'a2', flags: ['late'], reason: 'begins' }),
    );
    expect(row).toMatchObject({ status: 'completed', agent_id: 'a1', reason: null, flags: ['late'] });
    expect(row).toMatchObject({ started_at: at('10:45'), completed_at: at('11:00'), duration_seconds: 900 });
  });

  it('took from its creation where nobody says when it was begun', () => {
    expect(fold(created('10:00'), changed('11:00', 'completed'))).toMatchObject({
      started_at: null,
      duration_seconds: 3600,
    });
  });

  it('was begun when it was begun first, and is not completed once it goes on', () => {
    const row = fold(
      created('10:00'),
      changed('10:10', 'in_progress'),
      changed('10:20', 'blocked'),
      changed('10:30', 'completed'),
      changed('10:40', 'in_progress', { flags: ['illegal_transition'] }),
    );
    expect(row).toMatchObject({ status: 'in_progress', started_at: at('10:10'), completed_at: null });
    expect(row.duration_seconds).toBeNull();
  });

  it('changes nothing for a creation that is told again', () => {
    const row = fold(created('10:00'));
    expect(apply(row, created('10:00', { title: 'other' }), ['s1'])).toBe(row);
  });

  it('keeps every step as reported, beginning with the creation', () => {
    const late = changed('10:01', 'blocked', { from: 'pending', flags: ['late'], reason: 'waits' });
    expect([created('10:00'), late].flatMap((one) => steps.rows(one))).toMatchObject([
      { subject_id: 's1', from_status: null, to_status: 'pending', occurred_at: at('10:00'), reported_by: 'fleet' },
      { from_status: 'pending', to_status: 'blocked', reason: 'waits', flags: ['late'], position: late.position },
    ]);
  });

  it('marks what is simulated', () => {
    expect(fold(event('StoryCreated', '10:00', {}, true)).demo).toBe(true);
    expect(fold(created('10:00')).demo).toBe(false);
  });
});
