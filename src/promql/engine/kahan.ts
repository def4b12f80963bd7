/** A sum of floating point numbers with Neumaier's compensation: what rounding loses is carried along. */
export class CompensatedSum {
  private sum: number;
  private lost = 0;

  constructor(start = 0) {
    this.sum = start;
  }

  add(value: number): this {
    const next = this.sum + value;
    if (isInfinite(next)) this.lost = 0;
    else if (Math.abs(this.sum) >= Math.abs(value)) this.lost += this.sum - next + value;
    else this.lost += value - next + this.sum;
    this.sum = next;
    return this;
  }

  get total(): number {
    return isInfinite(this.sum) ? this.sum : this.sum + this.lost;
  }
}

/**
 * The mean by a compensated sum; where that would overflow, from there on by the mean so far. As Prometheus does it, so
 * that the last digits are the same.
 */
export class CompensatedMean {
  private count = 0;
  /** The sum, or once it would overflow the mean. */
  private base = 0;
  private lost = 0;
  private incremental = false;

  add(value: number): void {
    this.count++;
    if (this.count === 1) {
      this.base = value;
      return;
    }
    if (!this.incremental) {
      const next = this.base + value;
      if (!isInfinite(next)) {
        this.grow(value, next);
        return;
      }
      this.incremental = true;
      this.base /= this.count - 1;
      this.lost /= this.count - 1;
    }
    const weight = (this.count - 1) / this.count;
    this.base *= weight;
    this.lost *= weight;
    this.grow(value / this.count, this.base + value / this.count);
  }

  get mean(): number {
    return this.incremental ? this.base + this.lost : this.base / this.count + this.lost / this.count;
  }

  private grow(value: number, next: number): void {
    if (isInfinite(next)) this.lost = 0;
    else if (Math.abs(this.base) >= Math.abs(value)) this.lost += this.base - next + value;
    else this.lost += value - next + this.base;
    this.base = next;
  }
}

function isInfinite(value: number): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}
