import { Inject, Injectable } from '@nestjs/common';
import type { EventLog } from '../../../platform/event-store/event-log.js';
import { EVENT_LOG } from '../../../platform/runtime/tokens.js';
import { leafOf } from './event-leaf.js';
import { HashTree } from './hash-tree.js';
import { SealsStore } from './seals.store.js';

/** Most events under one seal. */
const SEAL_EVENTS = 1_000;

/**
 * Seals what the log holds and no seal covers yet. Not a projection: a rebuilt one would agree with whatever the log
 * says by then.
 */
@Injectable()
export class Sealer {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly seals: SealsStore,
  ) {}

  /** Up to the end of the log. Two at once do no harm: the later one of each seal is dropped and leaves it at that. */
  async run(): Promise<void> {
    const logId = await this.log.logId();
    const last = await this.seals.last(logId);
    const tree = HashTree.after(last);
    let after = last?.position;
    for (;;) {
      const page = await this.log.readAll({ ...(after && { after }), limit: SEAL_EVENTS });
      const position = page.events.at(-1)?.position;
      if (position !== undefined) {
        const first = tree.size;
        const leaves = page.events.map((event) => leafOf(event));
        for (const leaf of leaves) tree.add(leaf);
        const seal = { first, size: tree.size, position, leaves: Buffer.concat(leaves) };
        if (!(await this.seals.add(logId, { ...seal, frontier: tree.frontier(), root: tree.root() }))) return;
      }
      if (page.atEnd) return;
      after = page.next;
    }
  }
}
