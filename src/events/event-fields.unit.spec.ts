import { expect, it } from 'vitest';
import { eventField, isField } from './event-fields.js';

const types = (type: string, path: string) => {
  const found = eventField(type, path);
  return found && isField(found) ? [...found.types].sort() : found;
};

it.each([
  ['ToolCallRecorded', 'data.tool', ['string']],
  ['ToolCallRecorded', 'data.success', ['boolean']],
  ['ToolCallRecorded', 'data.durationMs', ['number']],
  ['PriceChanged', 'data.price.rates.cacheRead', ['null', 'string']],
  ['PriceChanged', 'data.previous.model', ['string']],
  ['PriceChanged', 'data.price.rates', ['object']],
  ['CustomMetricPushed', 'data.samples', ['list']],
])('of %s knows that %s is %j', (type, path, expected) => {
  expect(types(type, path)).toEqual(expected);
});

it('knows the texts that a field can be', () => {
  expect(eventField('StoryStatusChanged', 'data.to')).toMatchObject({
    values: expect.arrayContaining(['completed']) as unknown,
  });
  expect(eventField('ToolCallRecorded', 'data.tool')).toMatchObject({ values: undefined });
});

it('says where a path ends and what is there', () => {
  expect(eventField('ToolCallRecorded', 'data.tol')).toEqual({
    at: 'data',
    known: expect.arrayContaining(['tool', 'success']) as unknown,
  });
  expect(eventField('ToolCallRecorded', 'data.tool.name')).toEqual({ at: 'data.tool', known: [] });
  expect(eventField('Nothing', 'data.tool')).toBeUndefined();
});

it('lets nobody reach what an object only inherits', () => {
  expect(eventField('ToolCallRecorded', 'data.constructor')).toMatchObject({ at: 'data' });
});
