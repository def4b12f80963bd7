/** One server-sent event, with its data parsed. */
export interface StreamedEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EventStream extends AsyncDisposable {
  readonly headers: Headers;
  /** All received so far. */
  readonly seen: readonly StreamedEvent[];
  /** Resolves when the service ends the stream. */
  readonly ended: Promise<void>;
  /** The next event not taken yet that passes; those before it are skipped. Rejects when the stream ends before. */
  next(passes: (event: StreamedEvent) => boolean): Promise<StreamedEvent>;
}

export interface EventStreamOptions {
  readonly key?: string;
  readonly cookie?: string;
  readonly lastEventId?: string | undefined;
}

/** Follows `/api/stream` as a browser does, up to the close of the stream. */
export async function openEventStream(
  url: string,
  { key, cookie, lastEventId }: EventStreamOptions,
): Promise<EventStream> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/api/stream`, {
    signal: leaving.signal,
    headers: {
      accept: 'text/event-stream',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
  });
  if (response.status !== 200 || !response.body)
    throw new Error(`no stream: ${response.status} ${await response.text()}`);
  const seen: StreamedEvent[] = [];
  let taken = 0;
  let over = false;
  let wake: () => void = () => undefined;
  const ended = (async () => {
    let rest = '';
    try {
      for await (const part of response.body!.pipeThrough(
        new TextDecoderStream() as never,
      ) as unknown as AsyncIterable<string>) {
        const frames = (rest + part).split('\n\n');
        rest = frames.pop() ?? '';
        seen.push(...frames.flatMap(eventOf));
        wake();
      }
    } catch (error) {
      if (!leaving.signal.aborted) throw error;
    } finally {
      over = true;
      wake();
    }
  })();
  return {
    headers: response.headers,
    seen,
    ended,
    async next(passes) {
      for (;;) {
        while (taken < seen.length) {
          const event = seen[taken++];
          if (event && passes(event)) return event;
        }
        if (over) throw new Error('the stream has ended');
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    async [Symbol.asyncDispose]() {
      leaving.abort();
      await ended;
    },
  };
}

function eventOf(frame: string): StreamedEvent[] {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];
  const [event, data] = [field('event'), field('data')];
  if (event === undefined || data === undefined) return [];
  return [{ event, id: field('id'), data: JSON.parse(data) as Record<string, unknown> }];
}
