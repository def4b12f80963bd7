/**
 * Chance that repeats itself: the same seed gives the same numbers on every machine. A name gives each part of the
 * simulation a chance of its own, so that what one part draws never shifts what another one gets.
 */
export class Chance {
  private constructor(
    private readonly seed: string,
    private a: number,
    private b: number,
    private c: number,
    private counter: number,
  ) {}

  static of(...names: readonly (string | number)[]): Chance {
    const seed = names.join('/');
    const [a, b, c, d] = hash(seed);
    const chance = new Chance(seed, a, b, c, d);
    for (let round = 0; round < 12; round++) chance.next();
    return chance;
  }

  /** The chance of a part, the same whatever was drawn before. */
  of(name: string): Chance {
    return Chance.of(this.seed, name);
  }

  /** From 0 up to, but never, 1. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  yes(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(among: readonly T[]): T {
    return among[Math.floor(this.next() * among.length)]!;
  }

  /** One of several, each as often as its weight says. */
  weighted<T>(among: readonly (readonly [T, number])[]): T {
    let rest = this.next() * among.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [one, weight] of among) {
      rest -= weight;
      if (rest < 0) return one;
    }
    return among.at(-1)![0];
  }

  /** A whole number near `typical`, now and then far above it: durations and sizes are spread like that. */
  about(typical: number, spread = 0.5): number {
    const centred = this.next() + this.next() + this.next() - 1.5;
    return Math.max(1, Math.round(typical * Math.exp(centred * 2 * spread)));
  }

  hex(length: number): string {
    let text = '';
    while (text.length < length)
      text += Math.floor(this.next() * 65_536)
        .toString(16)
        .padStart(4, '0');
    return text.slice(0, length);
  }

  /** In the form of a random UUID. */
  uuid(): string {
    const digits = this.hex(32);
    const variant = '89ab'[Number.parseInt(digits[16]!, 16) % 4]!;
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `${variant}${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join('-');
  }
}

/** Four 32-bit words from a text (cyrb128). */
function hash(text: string): readonly [number, number, number, number] {
  let [one, two, three, four] = [1_779_033_703, 3_144_134_277, 1_013_904_242, 2_773_480_762];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    one = two ^ Math.imul(one ^ code, 597_399_067);
    two = three ^ Math.imul(two ^ code, 2_869_860_233);
    three = four ^ Math.imul(three ^ code, 951_274_213);
    four = one ^ Math.imul(four ^ code, 2_716_044_179);
  }
  one = Math.imul(three ^ (one >>> 18), 597_399_067);
  two = Math.imul(four ^ (two >>> 22), 2_869_860_233);
  three = Math.imul(one ^ (three >>> 17), 951_274_213);
  four = Math.imul(two ^ (four >>> 19), 2_716_044_179);
  return [one ^ two ^ three ^ four, two ^ one, three ^ one, four ^ one];
}
