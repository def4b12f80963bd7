import { exactWords } from '../../components/number-words';
import type { Analysis } from './performance-types';

type Sample = Pick<Analysis, 'percentilesFrom'>;

/** Of very many runs, percentiles are those of a sample; undefined where they are exact. */
export function sampleWords(analysis: Sample | undefined): string | undefined {
  const sample = analysis?.percentilesFrom;
  if (sample == null) return undefined;
  return `p50, p95 and p99 are those of a sample: ${exactWords(sample.runs)} of ${exactWords(sample.of)} finished runs`;
}

/** The same where there is room for few words. */
export function shortSampleWords(analysis: Sample): string | undefined {
  return analysis.percentilesFrom === null
    ? undefined
    : `of a sample of ${exactWords(analysis.percentilesFrom.runs)} runs`;
}
