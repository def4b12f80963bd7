import { describe, expect, it } from 'vitest';
import { at, FactHistory } from '../../../../test/support/fact-history.js';
import { incidentStatuses } from '../../../events/incident.events.js';
import { storyStatuses } from '../../../events/story.events.js';
import { incidentDetectedKind, incidentStatusChangedKind, isLegalIncidentStep } from './incident.facts.js';
import { isLegalStoryStep, storyCreatedKind, storyStatusChangedKind } from './story.facts.js';

describe('a story', () => {
  it('completed tells when it began and how long it took', () => {
    const history = new FactHistory();
    history.report(storyCreatedKind, { storyId: 's-1', epicId: '7A', title: 'Checkout' }, at('08:00'));
    history.report(storyStatusChangedKind, { storyId: 's-1', to: 'in_progress', agentId: 'a-1' }, at('09:00'));
    history.report(storyStatusChangedKind, { storyId: 's-1', to: 'blocked' }, at('09:30'));
    history.report(storyStatusChangedKind, { storyId: 's-1', to: 'in_progress' }, at('10:00'));
    const [done] = history.report(storyStatusChangedKind, { storyId: 's-1', status: 'completed' }, at('11:00'));
    expect(done!.data).toEqual({
      storyId: 's-1',
      epicId: '7A',
      from: 'in_progress',
      to: 'completed',
      createdAt: at('08:00'),
      startedAt: at('09:00'),
      durationSeconds: 7_200,
    });
  });

  it('began when work on it began first, in whatever order that is told', () => {
    const history = new FactHistory();
    history.report(storyCreatedKind, { storyId: 's-1' }, at('08:00'));
    history.report(storyStatusChangedKind, { storyId: 's-1', to: 'in_progress' }, at('10:00'));
    history.report(storyStatusChangedKind, { storyId: 's-1', to: 'blocked' }, at('10:30'));
    const [late] = history.report(storyStatusChangedKind, { storyId: 's-1', to: 'in_progress' }, at('09:00'));
    expect(late!.data).toMatchObject({ startedAt: at('09:00'), flags: ['late'] });
    history.report(storyStatusChangedKind, { storyId: 's-1', to: 'in_progress' }, at('10:45'));
    const [done] = history.report(storyStatusChangedKind, { storyId: 's-1', status: 'completed' }, at('11:00'));
    expect(done!.data).toMatchObject({ startedAt: at('09:00'), durationSeconds: 7_200 });
  });

  it('created again is the same or refused', () => {
    const history = new FactHistory();
    history.report(storyCreatedKind, { storyId: 's-1', epicId: '7A' }, at('08:00'));
    expect(history.report(storyCreatedKind, { storyId: 's-1', epicId: '7A' }, at('08:01'))).toEqual([]);
    expect(() => history.report(storyCreatedKind, { storyId: 's-1' }, at('08:01'))).toThrow(
      expect.objectContaining({ code: 'STORY_EXISTS' }),
    );
  });

  it('completed or skipped goes nowhere any more', () => {
    for (const to of storyStatuses) {
      expect(isLegalStoryStep('completed', to)).toBe(false);
      expect(isLegalStoryStep('skipped', to)).toBe(false);
    }
    expect(isLegalStoryStep('blocked', 'completed')).toBe(false);
    expect(isLegalStoryStep('pending', 'completed')).toBe(true);
  });
});

describe('an incident', () => {
  it.each([
    ['p0', 'critical'],
    ['P1', 'high'],
    ['p2', 'medium'],
    ['p3', 'low'],
    ['medium', 'medium'],
  ])('of severity %s is %s', (severity, stored) => {
    const [detected] = new FactHistory().report(incidentDetectedKind, { incidentId: 'i-1', severity }, at('14:00'));
    expect(detected!.data.severity).toBe(stored);
  });

  it.each(['warning', 'p4', 'CRITICAL', ''])('of severity %s is refused', (severity) => {
    expect(incidentDetectedKind.input.safeParse({ incidentId: 'i-1', severity }).success).toBe(false);
  });

  it('resolved tells how long recovery took, again after it came back', () => {
    const history = new FactHistory();
    const become = (to: string, time: string) =>
      history.report(incidentStatusChangedKind, { incidentId: 'i-1', to }, at(time))[0]!.data;
    history.report(incidentDetectedKind, { incidentId: 'i-1', severity: 'p0', service: 'shop' }, at('14:00'));
    become('investigating', '14:05');
    expect(become('resolved', '14:20')).toEqual({
      incidentId: 'i-1',
      severity: 'critical',
      service: 'shop',
      from: 'investigating',
      to: 'resolved',
      detectedAt: at('14:00'),
      recoverySeconds: 1_200,
    });
    expect(become('investigating', '14:30')).not.toHaveProperty('flags');
    expect(become('resolved', '15:00')).toMatchObject({ recoverySeconds: 3_600 });
    expect(become('post_mortem', '16:00')).not.toHaveProperty('flags');
    expect(incidentStatuses.some((to) => isLegalIncidentStep('post_mortem', to))).toBe(false);
  });
});
