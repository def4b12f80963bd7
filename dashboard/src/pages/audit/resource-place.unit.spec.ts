import { describe, expect, it } from 'vitest';
import { placeOfResource } from './resource-place';

describe('where a resource is shown', () => {
  it('is its own page, with the id as it is', () => {
    expect(placeOfResource('agent:a:1/b')).toEqual({ to: '/agents/$id', params: { id: 'a:1/b' } });
    expect(placeOfResource('alert_rule:r1')).toEqual({ to: '/alerts/rules/$id', params: { id: 'r1' } });
  });

  it('is a list where there is no page for one', () => {
    expect(placeOfResource('channel:c1')).toEqual({ to: '/channels' });
  });

  it('is nowhere for kinds without a page', () => {
    expect(placeOfResource('route:GET /api/agents')).toBeUndefined();
    expect(placeOfResource('nothing')).toBeUndefined();
  });
});
