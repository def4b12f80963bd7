import { Query } from '@nestjs/cqrs';
import type { ChannelView } from './channel.response.js';

/** One channel, by its id or its name. */
export class ShowChannel extends Query<ChannelView> {
  constructor(readonly idOrName: string) {
    super();
  }
}
