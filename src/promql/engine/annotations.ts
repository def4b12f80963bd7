import type { Notices } from '../evaluation.js';

/** Collects what Prometheus would say beside the answer, each remark once. */
export class Annotations {
  private readonly warnings = new Set<string>();
  private readonly infos = new Set<string>();

  warn(message: string): void {
    this.warnings.add(`PromQL warning: ${message}`);
  }

  inform(message: string): void {
    this.infos.add(`PromQL info: ${message}`);
  }

  invalidQuantile(value: number): void {
    this.warn(`quantile value should be between 0 and 1, got ${formatNumber(value)}`);
  }

  toNotices(): Notices {
    return { warnings: [...this.warnings], infos: [...this.infos] };
  }
}

/** A number as Prometheus writes it in messages. */
export function formatNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return String(value);
}
