/** A binary heap with the least item on top. Ties move as in Go's container/heap, so that the same items survive. */
export class Heap<T> {
  readonly items: T[] = [];

  constructor(private readonly isLess: (a: T, b: T) => boolean) {}

  get size(): number {
    return this.items.length;
  }

  get top(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    this.items.push(item);
    let child = this.items.length - 1;
    while (child > 0) {
      const parent = (child - 1) >>> 1;
      if (!this.isLess(this.items[child]!, this.items[parent]!)) return;
      this.swap(parent, child);
      child = parent;
    }
  }

  replaceTop(item: T): void {
    this.items[0] = item;
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      if (left >= this.items.length) return;
      const right = left + 1;
      const least = right < this.items.length && this.isLess(this.items[right]!, this.items[left]!) ? right : left;
      if (!this.isLess(this.items[least]!, this.items[parent]!)) return;
      this.swap(parent, least);
      parent = least;
    }
  }

  private swap(a: number, b: number): void {
    [this.items[a], this.items[b]] = [this.items[b]!, this.items[a]!];
  }
}
