import type { JsonObject } from '../kernel/json.js';
import { present } from '../kernel/present.js';

/** What a script does next: tell a fact, let time pass, or set something else going beside itself. */
export type Step =
  | { readonly kind: 'report'; readonly type: string; readonly data: JsonObject }
  | { readonly kind: 'pause'; readonly ms: number }
  | { readonly kind: 'start'; readonly name: string; readonly script: Script };

/**
 * One thread of the fleet's life (a story, a deployment, an incident) as a generator. Every step answers the simulated
 * time after it. A script draws from a chance of its own and shares nothing with others, so its facts do not depend on
 * which other scripts run.
 */
export type Script<Outcome = void> = Generator<Step, Outcome, number>;

export function report(type: string, data: JsonObject): Step {
  return { kind: 'report', type, data: present(data) };
}

export const pause = (ms: number): Step => ({ kind: 'pause', ms });

/** `name` is unique among what the same script starts; the ids of the facts derive from it. */
export const start = (name: string, script: Script): Step => ({ kind: 'start', name, script });

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const timeText = (ms: number): string => new Date(ms).toISOString();
