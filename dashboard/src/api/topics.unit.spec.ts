import { describe, expect, it } from 'vitest';
import { streamTopics } from '../../../src/modules/live-stream/stream-topics.js';
import { readParameters } from './generated/read-parameters';
import { concerns } from './topics';

describe('concerns', () => {
  it('finds the answers that a change makes old', () => {
    expect(concerns('alerts', '/api/alerts/{id}')).toBe(true);
    expect(concerns('pull_requests', '/api/pull-requests')).toBe(true);
    expect(concerns('alerts', '/api/agents')).toBe(false);
  });

  it.each(streamTopics)('knows which reads the topic %s is about', (topic) => {
    expect(Object.keys(readParameters).filter((path) => concerns(topic, path))).not.toEqual([]);
  });
});
