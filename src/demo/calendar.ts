import { Chance } from './chance.js';
import { configurationScript } from './configuration.script.js';
import { outageScript } from './incident.script.js';
import { planningScript } from './planning.script.js';
import { queuesScript } from './queues.script.js';
import { HOUR, type Script } from './script.js';
import type { Fleet } from './subjects.js';
import { daily, issueScript, upkeepScript } from './upkeep.script.js';
import { busyHoursADay, workload } from './workload.js';

/** Something that begins at an instant. */
export interface Beginning {
  readonly at: number;
  /** Unique within the fleet. */
  readonly name: string;
  readonly script: Script;
}

/** What comes as it comes, so many times on a weekday at rate 1. */
const spontaneous = [
  { kind: 'epic', aDay: 3, script: planningScript },
  { kind: 'issue', aDay: 5, script: issueScript },
  { kind: 'outage', aDay: 0.4, script: outageScript },
] as const;

/** 1 January 2024: numbers count hours from there, which keeps them short. */
const FIRST_HOUR = Date.UTC(2024, 0, 1) / HOUR;
/** More of one kind in one hour would share numbers. */
const MOST_AN_HOUR = 1_000;
const DIGITS = 3;

/** The highest rate at which every beginning still has a number of its own. */
export const MAX_RATE = 500;

/**
 * What begins in an hour (counted from 1970), in order. It follows from the fleet and the hour alone: two histories of
 * one fleet agree wherever they overlap, whenever each was made. A higher rate adds to what a lower one has.
 */
export function beginningsOf(fleet: Fleet, hour: number, rate: number): readonly Beginning[] {
  const begins: Beginning[] = [];
  for (const { kind, aDay, script } of spontaneous) {
    const expected = (aDay * rate * workload(hour)) / busyHoursADay;
    const count = Math.min(MOST_AN_HOUR, Math.floor(expected + Chance.of(fleet.name, kind, hour).next()));
    for (let index = 0; index < count; index++) {
      const number = `${hour - FIRST_HOUR}${String(index).padStart(DIGITS, '0')}`;
      const chance = Chance.of(fleet.name, kind, number);
      const at = hour * HOUR + chance.int(0, HOUR - 1);
      begins.push({ at, name: `${kind}-${number}`, script: script(fleet, number, chance.of('script')) });
    }
  }
  for (const { hour: due, work } of daily) {
    if (hour % 24 !== due) continue;
    const chance = Chance.of(fleet.name, work.type, hour);
    begins.push({ at: hour * HOUR, name: `${work.type}-${hour}`, script: upkeepScript(work, chance) });
  }
  if (hour % 24 === 0) {
    const day = hour / 24;
    const script = configurationScript(fleet, day, Chance.of(fleet.name, 'configuration', day));
    begins.push({ at: hour * HOUR, name: `configuration-${day}`, script });
  }
  begins.push({ at: hour * HOUR, name: `queues-${hour}`, script: queuesScript(fleet, hour) });
  return begins.sort((one, other) => one.at - other.at);
}
