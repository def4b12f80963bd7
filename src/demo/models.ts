import type { Chance } from './chance.js';

/** Prices in billionths of a USD per token: whole numbers, so that sums are exact. */
interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

export interface Model {
  readonly name: string;
  readonly provider: 'anthropic' | 'openai' | 'google' | 'ollama';
  /** Where the agent itself estimates costs; the others report tokens alone. */
  readonly price?: Price;
  readonly msPerOutputToken: number;
}

const opus: Model = {
  name: 'claude-opus-4-1',
  provider: 'anthropic',
  price: { input: 15_000, output: 75_000, cacheRead: 1_500, cacheWrite: 18_750 },
  msPerOutputToken: 22,
};
const sonnet: Model = {
  name: 'claude-sonnet-4-5',
  provider: 'anthropic',
  price: { input: 3_000, output: 15_000, cacheRead: 300, cacheWrite: 3_750 },
  msPerOutputToken: 14,
};
const haiku: Model = {
  name: 'claude-haiku-4-5',
  provider: 'anthropic',
  price: { input: 1_000, output: 5_000, cacheRead: 100, cacheWrite: 1_250 },
  msPerOutputToken: 7,
};
const codex: Model = { name: 'gpt-5-codex', provider: 'openai', msPerOutputToken: 13 };
const gemini: Model = { name: 'gemini-2.5-pro', provider: 'google', msPerOutputToken: 11 };

/** On a machine of one's own: nobody has a price of it. */
export const selfHosted: Model = { name: 'qwen3-coder:30b', provider: 'ollama', msPerOutputToken: 25 };

/** What kind of thinking an agent's work takes. */
export type Effort = 'light' | 'usual' | 'hard';

const mixes: Readonly<Record<Effort, readonly (readonly [Model, number])[]>> = {
  light: [
    [haiku, 8],
    [gemini, 1],
    [sonnet, 1],
  ],
  usual: [
    [sonnet, 13],
    [codex, 4],
    [gemini, 2],
    [opus, 1],
  ],
  hard: [
    [opus, 6],
    [sonnet, 3],
    [codex, 1],
  ],
};

export const modelFor = (effort: Effort, chance: Chance): Model => chance.weighted(mixes[effort]);

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  /** Undefined for providers that cache by themselves and do not charge for it. */
  readonly cacheWriteTokens: number | undefined;
}

const CONTEXT_LIMIT = 165_000;
/** OpenAI and Google cache in blocks of this size. */
const CACHE_BLOCK = 128;

/**
 * A conversation with a model: every turn sends all of it again, most of which the provider still has in its cache,
 * until it grows too long and is summarised.
 */
export class Conversation {
  private context: number;
  private cached = 0;

  constructor(
    private readonly model: Model,
    private readonly chance: Chance,
  ) {
    this.context = chance.about(17_000, 0.3);
  }

  turn(): Usage {
    const { chance, model } = this;
    if (this.context > CONTEXT_LIMIT) {
      this.context = chance.about(24_000, 0.3);
      this.cached = 0;
    }
    const inputTokens = this.context;
    const outputTokens = chance.about(420, 0.9);
    const usage = model.provider === 'anthropic' ? this.explicitCache(inputTokens) : this.implicitCache(inputTokens);
    this.context += outputTokens + chance.about(1_600, 0.9);
    return { inputTokens, outputTokens, ...usage };
  }

  /** All but the last few tokens is read from the cache or written to it. */
  private explicitCache(input: number) {
    // The cache lives for five minutes; a long wait makes the next turn write it anew.
    const cacheReadTokens = this.chance.yes(0.05) ? 0 : Math.min(this.cached, input);
    const uncached = Math.min(this.chance.int(3, 60), input - cacheReadTokens);
    const cacheWriteTokens = input - cacheReadTokens - uncached;
    this.cached = cacheReadTokens + cacheWriteTokens;
    return { cacheReadTokens, cacheWriteTokens };
  }

  private implicitCache(input: number) {
    const hit = this.chance.yes(0.85) ? Math.min(this.cached, input) : 0;
    this.cached = input;
    return { cacheReadTokens: hit - (hit % CACHE_BLOCK), cacheWriteTokens: undefined };
  }
}

/** The agent's own estimate, as an exact decimal text in USD; undefined where agents make none. */
export function estimatedCost({ price }: Model, usage: Usage): string | undefined {
  if (price === undefined) return undefined;
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens = 0 } = usage;
  const uncached = inputTokens - cacheReadTokens - cacheWriteTokens;
  const billionths =
    uncached * price.input +
    outputTokens * price.output +
    cacheReadTokens * price.cacheRead +
    cacheWriteTokens * price.cacheWrite;
  const digits = String(billionths).padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
}
