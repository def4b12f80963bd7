/**
 * A bounded map that forgets what was not used lately: two generations, so that neither a hit nor an eviction costs
 * more than a map access. Forgets only in `settle`, never while a page is being folded.
 */
export class RowCache<Entry> {
  private young = new Map<string, Entry>();
  private old = new Map<string, Entry>();
  private forgot = false;

  constructor(private readonly capacity: number) {}

  get(key: string): Entry | undefined {
    const hit = this.young.get(key);
    if (hit !== undefined) return hit;
    const older = this.old.get(key);
    if (older !== undefined) this.young.set(key, older);
    return older;
  }

  set(key: string, entry: Entry): void {
    this.young.set(key, entry);
  }

  /** True once something was forgotten: a miss then no longer means that there is no such row. */
  get incomplete(): boolean {
    return this.forgot;
  }

  settle(): void {
    if (this.young.size * 2 <= this.capacity) return;
    this.forgot ||= this.old.size > 0;
    this.old = this.young;
    this.young = new Map();
  }
}
