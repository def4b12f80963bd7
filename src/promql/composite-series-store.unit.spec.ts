import { describe, expect, it } from 'vitest';
import type { LabelMatcher } from './ast.js';
import { CompositeSeriesStore } from './composite-series-store.js';
import { METRIC_NAME } from './labels.js';
import { MemorySeriesSource } from './memory-series-source.js';
import { parseSeriesNotation } from './series-notation.js';
import type { SeriesSource } from './series-source.js';
import type { SeriesMetadata, SeriesStore } from './series-store.js';

class Written extends MemorySeriesSource implements SeriesStore {
  asked = 0;

  constructor(
    private readonly texts: readonly string[],
    private readonly owned: readonly string[] = [],
  ) {
    super(texts.map((text) => parseSeriesNotation(text, 1_000)));
  }

  override select(...given: Parameters<MemorySeriesSource['select']>) {
    this.asked += 1;
    return super.select(...given);
  }
  owns(name: string) {
    return this.owned.includes(name);
  }
  async labels(matchers: readonly LabelMatcher[], afterMs: number, untilMs: number) {
    const [found] = await super.select([{ matchers, afterMs, untilMs }], { maxSamples: 1_000 });
    return found!.map(({ labels }) => labels);
  }
  metadata(): Promise<readonly SeriesMetadata[]> {
    return Promise.resolve(
      this.texts.map((text) => ({ name: text.split(/[ {]/)[0]!, type: 'gauge', help: this.owned.join(), unit: '' })),
    );
  }
  round() {
    return Promise.resolve(this);
  }
}

const named = (value: string): LabelMatcher => ({ name: METRIC_NAME, op: '=', value });
const all: LabelMatcher = { name: METRIC_NAME, op: '=~', value: '.+' };
const select = async (store: SeriesSource, matcher: LabelMatcher, maxSamples = 1_000) => {
  const [found] = await store.select([{ matchers: [matcher], afterMs: -1, untilMs: 60_000 }], { maxSamples });
  return found!.map(({ labels, values }) => `${labels.get(METRIC_NAME)} ${labels.get('a')} ${values[0]}`);
};

describe('several stores as one', () => {
  const domain = () => new Written(['mine{a="x"} 1', 'both{a="x"} 2'], ['mine']);
  const other = () => new Written(['both{a="x"} 3', 'both{a="y"} 4', 'mine{a="z"} 5', 'theirs 6'], ['theirs']);

  it('have the series of all, each once, and nobody else’s under a name that one owns', async () => {
    expect(await select(new CompositeSeriesStore([domain(), other()]), all)).toEqual([
      'mine x 1',
      'both x 2',
      'both y 4',
      'theirs  6',
    ]);
  });

  it('ask only the owner of a name', async () => {
    const [first, second] = [domain(), other()];
    const store = new CompositeSeriesStore([first, second]);
    expect(await select(store, named('mine'))).toEqual(['mine x 1']);
    expect([first.asked, second.asked]).toEqual([1, 0]);
    expect(await select(store, named('theirs'))).toEqual(['theirs  6']);
    expect([first.asked, second.asked]).toEqual([1, 1]);
    expect(await select(store, named('both'))).toEqual(['both x 2', 'both y 4']);
    expect(await select(await store.round(), named('both'))).toEqual(['both x 2', 'both y 4']);
  });

  it('keep to the limit together', async () => {
    const store = new CompositeSeriesStore([domain(), other()]);
    await expect(select(store, all, 5)).rejects.toThrow(expect.objectContaining({ kind: 'limit' }));
    expect(await select(store, all, 6)).toHaveLength(4);
  });

  it('tell labels and metadata of all, each once', async () => {
    const store = new CompositeSeriesStore([domain(), other()]);
    expect((await store.labels([all], -1, 60_000)).map((labels) => labels.get('a'))).toEqual(['x', 'x', 'y', '']);
    expect((await store.metadata()).map(({ name, help }) => `${name} ${help}`)).toEqual([
      'mine mine',
      'both mine',
      'theirs theirs',
    ]);
    expect([store.owns('mine'), store.owns('theirs'), store.owns('both')]).toEqual([true, true, false]);
  });
});
