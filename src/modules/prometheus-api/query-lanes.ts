import { PrometheusRefusal } from './prometheus-refusal.js';

/** So many queries are evaluated at a time; others wait their turn, so that together they do not take all memory. */
export class QueryLanes {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly lanes: number) {}

  async run<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.lanes) await this.turn(signal);
    else this.running += 1;
    try {
      return await work();
    } finally {
      // The lane goes to the next who waits, else it is free.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(begin), 1);
        reject(new PrometheusRefusal('timeout', 'query timed out in query queue'));
      };
      if (signal.aborted) giveUp();
      else {
        signal.addEventListener('abort', giveUp, { once: true });
        this.waiting.push(begin);
      }
    });
  }
}
