import { Readable } from 'node:stream';
import type { LogPosition } from '../../kernel/event.js';
import { inOrder, type Change } from './topic-progress.js';
import type { StreamTopic } from './stream-topics.js';

export interface Heartbeat {
  readonly time: string;
  /** When the projections were last looked at; older than the beat: nobody knows whether something has changed. */
  readonly checkedAt: string | undefined;
  readonly position: LogPosition | undefined;
}

/** Milliseconds after which a browser that has lost the stream comes again. */
const RETRY_MS = 3_000;
/** Heartbeats in a row that a client may leave unread before its place is given to somebody else. */
const MOST_UNREAD_BEATS = 4;

/**
 * The server-sent events of one client. What it has not taken yet is held as one set of topics, however much happens
 * meanwhile: a slow client is told the same at last, in fewer messages, and costs no more memory than a fast one.
 */
export class ChangeFeed extends Readable {
  private readonly topics = new Set<StreamTopic>();
  private position: LogPosition | undefined;
  private beat: Heartbeat | undefined;
  private unreadBeats = 0;
  private farewell: string | undefined;
  private wanted = false;

  constructor() {
    super({ highWaterMark: 0 });
    this.push(`retry: ${RETRY_MS}\n\n`);
  }

  tell({ topics, position }: Change): void {
    if (topics.length === 0) return;
    for (const topic of topics) this.topics.add(topic);
    this.position = position;
    this.give();
  }

  /** False when the client has taken none of the last ones. */
  tellTime(beat: Heartbeat): boolean {
    this.unreadBeats = this.beat === undefined ? 0 : this.unreadBeats + 1;
    this.beat = beat;
    this.give();
    return this.unreadBeats < MOST_UNREAD_BEATS;
  }

  /** Says why, and ends. */
  finish(code: string, detail: string): void {
    this.farewell ??= frame('ended', { code, detail });
    this.give();
  }

  override _read(): void {
    this.wanted = true;
    this.give();
  }

  private give(): void {
    if (!this.wanted || this.destroyed) return;
    const text = `${this.takeChange()}${this.takeBeat()}${this.farewell ?? ''}`;
    if (text !== '') {
      this.wanted = false;
      this.push(text);
    }
    if (this.farewell === undefined) return;
    this.wanted = false;
    this.push(null);
  }

  private takeChange(): string {
    if (this.topics.size === 0) return '';
    const topics = inOrder(this.topics);
    this.topics.clear();
    const id = this.position === undefined ? '' : `id: ${this.position}\n`;
    return `${id}${frame('changed', { topics, position: this.position ?? null })}`;
  }

  /** The comment keeps proxies from closing what looks idle; the event tells the page how old what it shows is. */
  private takeBeat(): string {
    if (this.beat === undefined) return '';
    const { time, checkedAt, position } = this.beat;
    this.beat = undefined;
    return `: ${time}\n${frame('heartbeat', { time, checkedAt: checkedAt ?? null, position: position ?? null })}`;
  }
}

const frame = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
