import { CreateEventLog1732000000001 } from './1732000000001-create-event-log.js';

/** Every migration, oldest first. Listed by hand: what runs on a customer's database is never found by globbing. */
export const platformMigrations = [CreateEventLog1732000000001] as const;
