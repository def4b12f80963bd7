import { describe, expect, it } from 'vitest';
import { PriceBook, type PriceOverride } from './price-book.js';
import { isPriceOf } from './price-match.js';
import { pricePeriods } from './price-periods.js';

const rates = { input: '1', output: '2', cacheRead: null, cacheWrite: null, cacheWrite1h: null };

/** A price; the text is its model, or its provider and its model with a space between them. It is its id, too. */
function set(text: string, changes: Partial<PriceOverride> = {}): PriceOverride {
  const [model, provider = null] = text.split(' ').reverse() as [string, string?];
  const times = { effectiveFrom: 0, effectiveUntil: null, knownFrom: 0, knownUntil: null };
  return { priceId: text, model, provider, mode: null, rates, ...times, ...changes };
}

const march = new Date('2026-03-01T00:00:00Z');

/** The price that counts for a call, by what was set; null: none of these. */
function counts(prices: readonly PriceOverride[], call: string, mode = ''): string | null {
  const [model, provider = ''] = call.split(' ').reverse() as [string, string?];
  const price = new PriceBook(prices).priceOf({ model, provider, mode, contextBand: 0 }, march);
  if (!price.priced || !price.source.startsWith('override ')) return null;
  return price.source.slice('override '.length).split(': ')[0]!;
}

describe('a price that was set for a model counts for calls that name the same model', () => {
  it.each([
    ['claude-opus-4-5', 'claude-opus-4-5'],
    ['claude-opus-4-5', 'Claude-Opus-4-5'],
    ['claude-opus-4-5', 'anthropic/claude-opus-4-5'],
    ['claude-opus-4-5', 'anthropic:claude-opus-4-5'],
    ['claude-opus-4-5', 'openrouter/anthropic/claude-opus-4-5'],
    ['claude-opus-4-5', 'openrouter/anthropic/claude-opus-4.5'],
    ['claude-opus-4-5', 'us.anthropic.claude-opus-4-5-20251101-v1:0'],
    ['claude-opus-4-5', 'bedrock/us.anthropic.claude-opus-4-5-20251101-v1:0'],
    ['claude-opus-4-5', 'vertex_ai/claude-opus-4-5@20251101'],
    ['claude-opus-4-5', 'claude-opus-4-5-20251101'],
    ['claude-opus-4-5', 'claude-opus-4-5[1m]'],
    ['claude-opus-4-5', 'aws claude-opus-4-5-20251101'],
    ['claude-opus-4-5-20251101', 'claude-opus-4-5'],
    ['claude-sonnet-4-20250514', 'claude-sonnet-4-0'],
    ['anthropic/claude-opus-4-5', 'claude-opus-4-5'],
    ['anthropic/claude-opus-4-5', 'openrouter/anthropic/claude-opus-4-5'],
    ['models/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['gpt-5.1', 'gpt-5.1-codex'],
    // The list does not know them: by the name without prefixes.
    ['our-7b', 'vllm/our-7b'],
    ['vllm/our-7b', 'our-7b'],
    ['our:7b', 'ollama/our:7b'],
  ])('%s: %s', (price, call) => {
    expect(counts([set(price)], call)).toBe(price);
    expect(isPriceOf(price, call.split(' ').at(-1)!)).toBe(true);
  });

  it.each([
    ['claude-opus-4-5', 'claude-opus-4-1'],
    ['claude-opus-4-5', 'claude-sonnet-4-5'],
    ['gpt-4o', 'gpt-4o-2024-05-13'], // the list has another price of it
    ['gpt-4o', 'gpt-4o-mini'],
    ['gpt-5.1-codex', 'gpt-5.1'],
    ['our-7b', 'our-7b-20260101'], // not known to be the same
    ['our:7b', 'our:13b'],
    ['x:7b', 'y:7b'],
    ['deepseek-r1', 'deepseek/deepseek-r1:free'],
    ['team-a/our-7b', 'team-b/our-7b'],
    ['vllm/our-7b', 'together our-7b'],
    ['openrouter/anthropic/claude-opus-4-5', 'claude-opus-4-5'],
    ['us.anthropic.claude-opus-4-5-20251101-v1:0', 'claude-opus-4-5'],
    ['anthropic/claude-opus-4-5', 'aws claude-opus-4-5'],
    ['anthropic/claude-opus-4-5', 'us.anthropic.claude-opus-4-5-20251101-v1:0'],
  ])('%s: not %s', (price, call) => {
    expect(counts([set(price)], call)).toBeNull();
  });
});

describe('a price of one provider counts for calls that are of this provider', () => {
  it.each([
    ['anthropic claude-opus-4-5', 'anthropic claude-opus-4-5'],
    ['anthropic claude-opus-4-5', 'anthropic/claude-opus-4-5'],
    ['anthropic claude-opus-4-5', 'openrouter/anthropic/claude-opus-4-5'],
    ['openrouter claude-opus-4-5', 'openrouter/anthropic/claude-opus-4-5'],
    ['aws claude-opus-4-5', 'us.anthropic.claude-opus-4-5-20251101-v1:0'],
    ['bedrock claude-opus-4-5', 'aws.bedrock claude-opus-4-5'],
    ['vllm our-7b', 'vllm/our-7b'],
    ['azure gpt-4o', 'azure.ai.openai gpt-4o'],
    // Nobody told of a provider: the list takes it to be Anthropic's.
    ['anthropic claude-opus-4-5', 'claude-opus-4-5-20251101'],
  ])('%s: %s', (price, call) => {
    expect(counts([set(price)], call)).toBe(price);
  });

  it.each([
    ['anthropic claude-opus-4-5', 'aws claude-opus-4-5'],
    ['anthropic claude-opus-4-5', 'us.anthropic.claude-opus-4-5-20251101-v1:0'],
    ['anthropic claude-opus-4-5', 'openrouter anthropic/claude-opus-4-5'],
    ['aws claude-opus-4-5', 'claude-opus-4-5'],
    ['openai gpt-4o', 'azure.ai.openai gpt-4o'],
    ['vllm our-7b', 'our-7b'],
  ])('%s: not %s', (price, call) => {
    expect(counts([set(price)], call)).toBeNull();
  });
});

describe('of several prices the closest counts', () => {
  it.each([
    // The name as it was reported, before the same model by any other name, and whoever provides it.
    ['anthropic/claude-opus-4-5', ['claude-opus-4-5', 'anthropic claude-opus-4-5']],
    ['claude-opus-4-5-20251101', ['claude-opus-4-5', 'claude-opus-4-5@20251101']],
    ['us.anthropic.claude-opus-4-5-20251101-v1:0', ['aws claude-opus-4-5', 'claude-opus-4-5-20251101']],
    // Of names as close, the one with the provider.
    ['anthropic claude-opus-4-5', ['claude-opus-4-5']],
    // The provider as it was told, before one that is taken to be the same.
    ['aws.bedrock claude-opus-4-5', ['aws claude-opus-4-5']],
  ])('%s before %j', (closest, others) => {
    const looser = others.map((text) => set(text, { effectiveFrom: 1 }));
    expect(counts([set(closest), ...looser], closest)).toBe(closest);
    expect(counts([...looser, set(closest)], closest)).toBe(closest);
  });

  it.each([
    // Without the prefix it is the same name, which is closer than the same model.
    ['openrouter/anthropic/claude-opus-4-5-20251101', 'claude-opus-4-5-20251101', 'claude-opus-4-5'],
    // Both are the same name; one says more of the way.
    ['openrouter/anthropic/claude-opus-4-5', 'anthropic/claude-opus-4-5', 'claude-opus-4-5'],
    // Both are the same model by the list; one says more of the variant.
    ['gemini-2.5-pro-preview-06-05', 'gemini-2.5-pro-preview', 'gemini-2.5-pro'],
    // The name goes before the provider.
    ['us.anthropic.claude-opus-4-5-20251101-v1:0', 'claude-opus-4-5-20251101', 'aws claude-opus-4-5'],
    // Who is paid before who made it.
    ['openrouter/anthropic/claude-opus-4-5', 'openrouter claude-opus-4-5', 'anthropic claude-opus-4-5'],
    // Of an unknown provider: the price that is said to be everybody's.
    ['claude-opus-4-5', 'claude-opus-4-5', 'anthropic claude-opus-4-5'],
  ])('%s: %s before %s', (call, closer, looser) => {
    expect(counts([set(closer), set(looser, { effectiveFrom: 1 })], call)).toBe(closer);
    expect(counts([set(looser, { effectiveFrom: 1 }), set(closer)], call)).toBe(closer);
  });

  it('of those that are in force, in the same mode', () => {
    const over = set('anthropic/claude-opus-4-5', { effectiveUntil: march.getTime() });
    const fast = set('anthropic/claude-opus-4-5', { mode: 'fast' });
    const general = set('claude-opus-4-5');
    expect(counts([over, fast, general], 'anthropic/claude-opus-4-5')).toBe('claude-opus-4-5');
    expect(counts([over, fast, general], 'anthropic/claude-opus-4-5', 'fast')).toBe('anthropic/claude-opus-4-5');
  });

  it('and of those as close, the one that came into force last', () => {
    const [first, second] = [set('gpt-5', { priceId: 'a' }), set('gpt-5', { priceId: 'b', effectiveFrom: 10 })];
    expect(counts([first, second], 'openai/gpt-5')).toBe('b');
  });
});

describe('a looser price', () => {
  const asked = { model: 'anthropic/claude-opus-4-5', provider: '', mode: '', contextBand: 0 };

  it('says whose name it bears', () => {
    const book = new PriceBook([set('claude-opus-4-5', { priceId: 'p1' })]);
    expect(book.priceOf(asked, march)).toMatchObject({ source: 'override p1: claude-opus-4-5' });
    expect(book.priceOf({ ...asked, model: 'claude-opus-4-5' }, march)).toMatchObject({ source: 'override p1' });
  });

  it('begins and ends for such calls, too', () => {
    const [from, until] = [Date.parse('2026-01-10T12:15:00Z'), Date.parse('2026-01-20T00:30:00Z')];
    const book = new PriceBook([set('claude-opus-4-5', { effectiveFrom: from, effectiveUntil: until })]);
    const periods = pricePeriods(book, asked, Date.parse('2026-01-01T00:00:00Z'), march.getTime());
    expect(periods.map(({ fromMs, price }) => [fromMs, price.priced && price.rates.input])).toEqual([
      [Date.parse('2026-01-01T00:00:00Z'), '5'],
      [from, '1'],
      [until, '5'],
    ]);
  });
});
