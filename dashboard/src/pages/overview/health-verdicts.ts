import type { ApiAnswer, ApiItem } from '../../api/api-types';
import type { InstantSample } from '../../charts/promql-answer';
import { compactWords, exactWords, ratioWords } from '../../components/number-words';
import { durationWords } from '../../components/time-words';
import type { Verdict } from './health-line';

type Readiness = Pick<ApiAnswer<'get', '/readyz'>, 'parts'>;
type Projection = Pick<
  ApiItem<'/api/projections'>,
  'name' | 'state' | 'behindSeconds' | 'deadLetters' | 'position' | 'rebuild'
>;
type Channel = Pick<ApiItem<'/api/channels'>, 'name' | 'health' | 'enabled'>;
type Coverage = ApiAnswer<'get', '/api/telemetry/coverage'>['summary'];

export function partsVerdict({ parts }: Readiness): Verdict {
  const ill = parts.filter(({ status }) => status !== 'up');
  const worst = ill.find(({ status }) => status === 'down') ?? ill[0];
  if (!worst) return { state: 'up', said: `all ${parts.length} parts` };
  const said = ill.map(({ name, reason }) => (reason ? `${name}: ${reason}` : name)).join(', ');
  return { state: worst.status, said };
}

/** Short delays are how it works, not a fault. */
const LAG_THAT_MATTERS_S = 10;

export function projectionsVerdict(items: readonly Projection[]): Verdict {
  const state = ['failed', 'outdated', 'unowned'].find((one) => items.some((item) => item.state === one));
  if (state) {
    const ill = items.filter((item) => item.state === state).map(({ name }) => name);
    return { state, said: ill.join(', ') };
  }
  const slowest = items.toSorted((a, b) => (b.behindSeconds ?? 0) - (a.behindSeconds ?? 0))[0];
  const lag = slowest?.behindSeconds ?? 0;
  if (lag > LAG_THAT_MATTERS_S) return { state: 'behind', said: `${slowest!.name} by ${durationWords(lag)}` };
  const setAside = items.filter(({ deadLetters }) => deadLetters > 0).map(({ name }) => name);
  if (setAside.length > 0) return { state: 'degraded', said: `events set aside: ${setAside.join(', ')}` };
  return { state: 'current', said: `all ${items.length}${lag > 0 ? `, at most ${durationWords(lag)} behind` : ''}` };
}

export function logVerdict(items: readonly Projection[]): Verdict {
  const last = items
    .map(({ position }) => position)
    .filter((position) => position !== null)
    .sort()
    .at(-1);
  if (last === undefined) return { state: 'unknown', said: 'nothing read yet' };
  return { state: 'up', said: `position ${exactWords(Number(last))}` };
}

export function queuesVerdict(samples: readonly InstantSample[]): Verdict {
  if (samples.length === 0) return { state: 'unknown', said: 'no queue reports its depth' };
  const all = samples
    .toSorted((a, b) => b.value - a.value)
    .map(({ labels, value }) => `${labels['queue'] ?? 'queue'} ${compactWords(value)}`);
  return { state: samples.some(({ value }) => value > 0) ? 'waiting' : 'empty', said: all.join(', ') };
}

export function channelsVerdict(items: readonly Channel[]): Verdict {
  const enabled = items.filter((one) => one.enabled);
  if (enabled.length === 0) return { state: 'unknown', said: 'alerts reach nobody: make a channel' };
  const ill = enabled.filter(({ health }) => health !== 'healthy' && health !== 'unknown');
  if (ill.length > 0) return { state: ill[0]!.health, said: ill.map(({ name }) => name).join(', ') };
  const untried = enabled.filter(({ health }) => health === 'unknown').map(({ name }) => name);
  if (untried.length === enabled.length) return { state: 'unknown', said: `not used yet: ${untried.join(', ')}` };
  return { state: 'healthy', said: `all ${enabled.length}` };
}

export function coverageVerdict({ agents, withGaps, withoutUsage, usageStopped, ratio }: Coverage): Verdict {
  if (agents === 0) return { state: 'unknown', said: 'no agent sends OpenTelemetry' };
  const faults = [
    [withGaps, 'with gaps'],
    [withoutUsage, 'without tokens'],
    [usageStopped, 'stopped to tell tokens'],
  ] as const;
  const said = faults.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  if (said.length > 0) return { state: 'degraded', said: `of ${agents} agents: ${said.join(', ')}` };
  return { state: 'ok', said: `${agents} agents${ratio === null ? '' : `, ${ratioWords(ratio)} of their tokens`}` };
}
