import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { ApiAnswer, ApiClient } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { ToldFailure } from './cli-error.js';
import { given } from './option-values.js';
import { partProgress } from './part-progress.js';
import { readableTime } from './readable.js';
import { safeText } from './safe-text.js';
import type { Terminal } from './terminal.js';

type State = ApiAnswer<'getAuditVerification'>;
type Mismatch = NonNullable<State['firstMismatch']>;

interface Options {
  readonly full?: true;
  readonly head?: string;
}

const LOOK_EVERY_MS = 500;

/** `verify` of the group `audit`. */
export function addAuditVerify(audit: Command, cli: Cli): void {
  audit
    .command('verify')
    .description('whether the event log is still what it was; exit code 1 when it is not')
    .option('--full', 'read the whole log anew first, and wait for what that comes to')
    .option('--head <size:root>', 'also whether the log was this once: a head that you noted earlier')
    .action(async ({ full, head }: Options, command: Command) => {
      const api = cli.api(command);
      const query = given({ head });
      const read = () => answered(api.GET('/api/audit/verify', { params: { query } }));
      // A head that cannot be understood is refused before the log is read for it.
      const state = await read();
      const told = full ? await verifiedAnew(api, read, cli.terminal) : state;
      cli.show(command, told, () => report(told));
      if (told.status === 'failed' || told.head?.matches === false) throw new ToldFailure();
    });
}

async function verifiedAnew(api: ApiClient, read: () => Promise<State>, terminal: Terminal): Promise<State> {
  const { verification } = await answered(api.POST('/api/audit/verify'));
  const progress = partProgress(terminal);
  try {
    for (;;) {
      const state = await read();
      if ((state.verification ?? 0) >= verification) return state;
      if (state.running && state.running.of > 0) progress.show(state.running.checked / state.running.of);
      await pause(LOOK_EVERY_MS);
    }
  } finally {
    progress.end();
  }
}

function report(state: State): string {
  const { head, size, root, headAt } = state;
  const lines = [
    statusText(state),
    ...(state.firstMismatch ? [`first mismatch: ${mismatchText(state.firstMismatch)}`] : []),
    ...(headAt === null ? [] : [`head ${size}:${root}, sealed ${readableTime(headAt)}`]),
    ...(head ? [headText(head, size)] : []),
  ];
  return lines.map((line) => `${safeText(line)}\n`).join('');
}

function statusText({ status, checkedAt, checkedSize, size, firstMismatch }: State): string {
  const at = readableTime(checkedAt);
  const checked = checkedSize === null || checkedSize >= size ? `${checkedSize}` : `${checkedSize} of ${size}`;
  switch (status) {
    case 'never':
      return 'never verified: `orchestrate audit verify --full` reads the log';
    case 'verified':
      return `verified: ${checked} events are what was sealed, read ${at}`;
    case 'behind':
      return `behind: ${checked} events were what was sealed, read ${at}; sealing or verifying does not keep up`;
    case 'failed':
      return `FAILED: only the first ${firstMismatch?.intact} events are what was sealed, read ${at}`;
  }
}

function mismatchText({ reason, intact, position, eventId }: Mismatch): string {
  const event = `event ${eventId} at position ${position}`;
  const after = position === null ? 'at the beginning of the log' : `after position ${position}`;
  switch (reason) {
    case 'event_changed':
      return `${event} is not what was sealed`;
    case 'event_added':
      return `${event} was not there when this part was sealed`;
    case 'event_moved':
      return `${event} stood elsewhere`;
    case 'event_removed':
      return `an event ${after} is gone`;
    case 'event_unreadable':
      return `the event ${after} cannot be read`;
    case 'seal_changed':
      return `the seal that follows on ${intact} events is not what it was`;
    case 'seal_missing':
      return `the seal that follows on ${intact} events is gone`;
  }
}

function headText(head: NonNullable<State['head']>, sealed: number): string {
  if (head.matches) return `the log was ${head.size}:${head.root}`;
  if (head.size > sealed) return `NOT THE SAME: ${head.size} events are meant, and ${sealed} are sealed`;
  return `NOT THE SAME: with ${head.size} events the log had another root than ${head.root}`;
}
