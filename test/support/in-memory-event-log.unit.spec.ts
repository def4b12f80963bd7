import { describeEventLogContract } from '../contracts/event-log.contract.js';
import { InMemoryEventLog } from './in-memory-event-log.js';

describeEventLogContract('in memory', async () => {
  const log = new InMemoryEventLog();
  return { log, dispose: () => log.close() };
});
