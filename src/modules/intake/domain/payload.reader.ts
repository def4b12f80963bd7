/** Reads a payload that others made: whatever is not there, or not of the kind expected, is undefined. */
export class PayloadReader {
  constructor(private readonly value: unknown) {}

  /** The member at a path; a reader of nothing when there is none. */
  at(...path: readonly string[]): PayloadReader {
    let value: unknown = this.value;
    for (const name of path) {
      value =
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : undefined;
    }
    return new PayloadReader(value);
  }

  /** One line of at most `max` characters, without control characters; undefined when nothing remains. */
  line(max: number): string | undefined {
    const line = this.text()
      ?.replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
      .trim();
    return line ? clip(line, max) : undefined;
  }

  /** The text's beginning, line breaks and all. */
  prose(max: number): string | undefined {
    const text = this.text();
    return text ? clip(text, max) : undefined;
  }

  /** The text as it is, where it may be no other: ids, hashes, names of refs. */
  exact(max: number): string | undefined {
    const text = this.text();
    return text && text.length <= max && !/[\p{Cc}\p{Cs}]/u.test(text) ? text : undefined;
  }

  /** A positive whole number. */
  number(): number | undefined {
    return typeof this.value === 'number' && Number.isSafeInteger(this.value) && this.value > 0
      ? this.value
      : undefined;
  }

  flag(): boolean | undefined {
    return typeof this.value === 'boolean' ? this.value : undefined;
  }

  /** A time, from RFC 3339 with any offset or from seconds since 1970, in UTC. */
  time(): string | undefined {
    const millis =
      typeof this.value === 'number'
        ? this.value * 1000
        : typeof this.value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(this.value)
          ? Date.parse(this.value)
          : Number.NaN;
    return Math.abs(millis) < 8.64e15 ? new Date(millis).toISOString() : undefined;
  }

  list(): readonly PayloadReader[] {
    return Array.isArray(this.value) ? this.value.map((item) => new PayloadReader(item)) : [];
  }

  private text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }
}

function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  // Never half a character.
  return text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '') + '…';
}
