import { Query } from '@nestjs/cqrs';

/** How many alerts are pending and how many fire. */
export class CountAlerts extends Query<{ readonly pending: number; readonly firing: number }> {}
