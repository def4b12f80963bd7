import { describe, expect, it } from 'vitest';
import type { LogPosition } from '../../kernel/event.js';
import { streamTopics } from './stream-topics.js';
import { TopicProgress } from './topic-progress.js';

const at = (n: number) => String(n).padStart(20, '0') as LogPosition;
const of = (projection: string, position: number | undefined, events: number) => ({
  projection,
  position: position === undefined ? undefined : at(position),
  mark: `1/${events}/0`,
});

describe('what has changed between two looks', () => {
  it('is nothing at the first one, and then what has applied events of its own', () => {
    const progress = new TopicProgress();
    expect(progress.look([of('agents', 5, 2), of('alerts', 5, 1)])).toEqual({ topics: [], position: at(5) });
    expect(progress.look([of('agents', 9, 2), of('alerts', 9, 2)])).toEqual({ topics: ['alerts'], position: at(9) });
    expect(progress.look([of('agents', 9, 2), of('alerts', 9, 2)])).toEqual({ topics: [], position: at(9) });
  });

  it('is told with the position that every read model includes', () => {
    const progress = new TopicProgress();
    progress.look([of('agents', 5, 2), of('alerts', 3, 1), of('nobody-shows-it', 1, 1)]);
    expect(progress.look([of('agents', 9, 3), of('alerts', 3, 1), of('nobody-shows-it', 1, 2)])).toEqual({
      topics: ['agents'],
      position: at(3),
    });
    expect(progress.look([of('agents', 9, 4), of('alerts', undefined, 0)]).position).toBeUndefined();
  });

  it('is each topic once, in one order', () => {
    const progress = new TopicProgress();
    progress.look([of('model-usage', 1, 1), of('pull-requests', 1, 1), of('agent-runs', 1, 1)]);
    const { topics } = progress.look([of('model-usage', 2, 2), of('pull-requests', 2, 2), of('agent-runs', 2, 2)]);
    expect(topics).toEqual(['costs', 'performance', 'pull_requests']);
  });

  it('is told when rows were exchanged or mended without the log going on', () => {
    const progress = new TopicProgress();
    progress.look([{ projection: 'agents', position: at(5), mark: '1/2/1' }]);
    expect(progress.look([{ projection: 'agents', position: at(5), mark: '2/2/1' }]).topics).toEqual(['agents']);
    expect(progress.look([{ projection: 'agents', position: at(5), mark: '2/2/0' }]).topics).toEqual(['agents']);
    expect(progress.since(at(5))).toEqual(['agents']);
  });
});

describe('what has changed since a client was told', () => {
  const progress = new TopicProgress();
  progress.look([of('agents', 10, 1), of('alerts', 10, 1), of('queues', 10, 1)]);
  progress.look([of('agents', 12, 2), of('alerts', 12, 1), of('queues', 12, 1)]);
  progress.look([of('agents', 20, 2), of('alerts', 20, 2), of('queues', 20, 1)]);

  it('is what was seen to change after that', () => {
    expect(progress.since(at(10))).toEqual(['agents', 'alerts']);
    expect(progress.since(at(13))).toEqual(['alerts']);
    expect(progress.since(at(21))).toEqual([]);
  });

  it('is whatever there is when nobody looked yet at that time', () => {
    expect(progress.since(at(9))).toEqual(streamTopics);
    expect(new TopicProgress().since(at(9))).toEqual(streamTopics);
  });
});
