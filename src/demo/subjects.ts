import type { Chance } from './chance.js';

/** Services of the simulated product; each has a repository of its name. */
const services = ['checkout', 'payments', 'search', 'notifications', 'web'] as const;
const doings = ['Add', 'Rework', 'Speed up', 'Test', 'Document', 'Harden'] as const;
const things = [
  'the retry of failed payments',
  'paging of search results',
  'the sign-in form',
  'delivery of e-mails',
  'the export of invoices',
  'rate limits per customer',
  'the address check',
  'webhooks of the shop',
] as const;

export const people = ['ada', 'grace', 'linus', 'margaret', 'edsger'] as const;

export const serviceName = (chance: Chance): string => chance.pick(services);
export const storyTitle = (chance: Chance): string => `${chance.pick(doings)} ${chance.pick(things)}`;

/** What every part of one simulated fleet has in common. */
export interface Fleet {
  /** Begins every id, so that fleets of two seeds, and a real one, can never be taken for each other. */
  readonly name: string;
}
