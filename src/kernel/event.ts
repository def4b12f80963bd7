import type { JsonObject } from './json.js';

/** Who caused a fact, as authenticated; never copied from a request's body. */
export interface Actor {
  /** `user`: a person signed in; `api_key`: a program; `agent`, `webhook`, `system`: as named. */
  readonly type: 'user' | 'api_key' | 'agent' | 'webhook' | 'system';
  /** Stable id of the principal: the key's id, `github`, `system`. */
  readonly id: string;
  /** The name shown to people: the key's name, the GitHub login. */
  readonly name: string;
  readonly ipAddress?: string;
  readonly userAgent?: string;
}

/** What every event carries beside its data. */
export interface EventMeta {
  /** When it happened, by the reporter's word: RFC 3339, UTC. Drives costs, analytics and reports. */
  readonly occurredAt: string;
  readonly actor: Actor;
  /** The same for everything that one request or delivery set off. */
  readonly correlationId: string;
  /** Id of the event or request that directly caused this one. */
  readonly causationId?: string;
  /** W3C trace context of the work that appended the event. */
  readonly traceparent?: string;
  /** Where it came from: `rest`, `events`, `github`, `otlp`, `system`, `demo`. */
  readonly source: string;
  /**
   * Digest of what the reporter sent, on reported facts: sent again with other content under the same id, it is
   * recognised and refused instead of being taken for a repetition.
   */
  readonly contentDigest?: string;
  /** Set on simulated data, so that it can never pass for real. */
  readonly demo?: true;
}

/** A fact about to be appended. `id` is a UUID and the identity for idempotency within its stream. */
export interface NewEvent<Type extends string = string, Data extends JsonObject = JsonObject> {
  readonly id: string;
  readonly type: Type;
  readonly schemaVersion: number;
  readonly data: Data;
  readonly meta: EventMeta;
  /**
   * Both as JSON, from whoever has written them already: exactly as `JSON.stringify` would. Writing them once more is
   * what appending an event takes most of its time for.
   */
  readonly json?: { readonly data?: string | undefined; readonly meta?: string | undefined };
}

/** Opaque place in the log: fixed width, so that text order is log order. Never compare across logs. */
export type LogPosition = string & { readonly __brand: 'LogPosition' };

/** A fact as the log returns it. */
export interface RecordedEvent<Type extends string = string, Data extends JsonObject = JsonObject> extends Omit<
  NewEvent<Type, Data>,
  'json'
> {
  readonly stream: string;
  /** 0-based place within the stream. */
  readonly revision: bigint;
  readonly position: LogPosition;
  /** When the log appended it, by the log's clock. Drives metrics and alert evaluation. */
  readonly recordedAt: Date;
}

/** The trace of the work that appended the event: its logs and spans are found by it. Undefined where none is known. */
export function traceIdOf({ traceparent }: Pick<EventMeta, 'traceparent'>): string | undefined {
  return traceparent?.split('-')[1];
}
