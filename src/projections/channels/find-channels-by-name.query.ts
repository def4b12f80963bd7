import { Query } from '@nestjs/cqrs';
import type { ChannelView } from './channel.response.js';

/** The channels of these names that there are; the others are left out. */
export class FindChannelsByName extends Query<readonly ChannelView[]> {
  constructor(readonly names: readonly string[]) {
    super();
  }
}
