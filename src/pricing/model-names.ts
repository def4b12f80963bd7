import { calcPrice, findProvider } from '@pydantic/genai-prices';

/** What a name says of a model, and of who provides it. */
export interface ModelName {
  /** In lower case, as it was written. */
  readonly written: string;
  /** Without what it says of routes and providers. */
  readonly bare: string;
  /**
   * Routes and providers that it names, the outermost first, as the bundled list calls them. Of a model that the list
   * knows, only those that it knows too: others are ways to get there (`models/…`), not whose model it is.
   */
  readonly providers: readonly string[];
  /** Words of the bare name that tell variants apart (`gpt`, `codex`): no numbers, no dates. */
  readonly words: readonly string[];
  /** Which model the bundled list takes it to be, and whose; undefined: it does not know it. */
  readonly listed: { readonly model: string; readonly provider: string } | undefined;
}

/** `openrouter/anthropic/claude-opus-4-5` names routes, then the model. */
const route = /^(?:[a-z][\w.-]*\/)+(?=[^/\s]+$)/;

/** So does `anthropic:claude-opus-4-5`; but `llama3:8b` is a model, and `r1:free` another offer of it. */
const beforeColon = /^([a-z][\w.-]*):(?=[\w.@-]+$)/;

/** Names that Amazon Bedrock alone gives: `us.anthropic.claude-sonnet-4-20250514-v1:0`. */
const bedrockId = /^(?:[a-z]{2,6}\.)?[a-z0-9]+\.([\w.-]+?)(?:-v\d+)?:\d+$/;

/** Tells editions apart, not variants. */
const edition = /^(?:latest|v?\d+)$/;

/** Names recur; to look one up in the list takes thousands of comparisons. */
const remembered = new Map<string, ModelName>();
const MOST_REMEMBERED = 5_000;

export function readModelName(model: string): ModelName {
  let name = remembered.get(model);
  if (!name) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(model, (name = read(model.toLowerCase())));
  }
  return name;
}

/** What the bundled list calls a provider; one that it does not know keeps its name. */
export function providerIdOf(provider: string): string {
  const lower = provider.toLowerCase();
  // OpenTelemetry's `azure.ai.openai`, which the list takes to be OpenAI: they do not send the same invoice.
  if (/^azure\b/.test(lower)) return 'azure';
  return findProvider({ providerId: lower })?.id ?? lower;
}

function read(written: string): ModelName {
  const prefix = route.exec(written)?.[0] ?? '';
  const named = prefix.split('/').filter((one) => one !== '');
  let bare = written.slice(prefix.length);
  const ofBedrock = bedrockId.exec(bare);
  const provider = beforeColon.exec(bare)?.[1];
  if (ofBedrock) {
    bare = ofBedrock[1]!;
    named.push('aws');
  } else if (provider !== undefined && isListed(provider)) {
    bare = bare.slice(provider.length + 1);
    named.push(provider);
  }
  const listed = listedAs(bare);
  const providers = (listed ? named.filter(isListed) : named).map(providerIdOf);
  const words = bare.split(/[^a-z0-9]+/).filter((word) => word !== '' && !edition.test(word));
  return { written, bare, providers: [...new Set(providers)], words: [...new Set(words)], listed };
}

function isListed(provider: string): boolean {
  return findProvider({ providerId: provider }) !== undefined;
}

/** What a name means does not change with time, only what that costs does. */
const anyTime = new Date('2025-01-01T00:00:00Z');

function listedAs(bare: string): ModelName['listed'] {
  // What follows a colon is an offer with a price of its own.
  if (bare.includes(':')) return undefined;
  const found = calcPrice({ input_tokens: 0, output_tokens: 0 }, bare, { timestamp: anyTime });
  return found ? { model: found.model.id, provider: found.provider.id } : undefined;
}
