/** One task at a time per stream, in the order of arrival; different streams do not wait for each other. */
export class StreamLanes {
  private readonly tails = new Map<string, Promise<unknown>>();

  run<T>(stream: string, task: () => Promise<T>): Promise<T> {
    const before = this.tails.get(stream) ?? Promise.resolve();
    const result = before.then(task, task);
    const tail = result
      .catch(() => undefined)
      .then(() => {
        if (this.tails.get(stream) === tail) {
          this.tails.delete(stream);
        }
      });
    this.tails.set(stream, tail);
    return result;
  }

  /** Resolves when everything that was handed in so far has ended. */
  async idle(): Promise<void> {
    await Promise.all(this.tails.values());
  }
}
