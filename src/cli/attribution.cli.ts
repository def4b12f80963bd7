import { type Command, Option } from 'commander';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { UsageError } from './cli-error.js';
import { count, given, instant } from './option-values.js';
import { safeText } from './safe-text.js';

/** False: on none. */
interface WorkOptions {
  readonly epic?: string | false;
  readonly story?: string | false;
  readonly pr?: number | false;
  readonly team?: string | false;
  readonly at?: string;
}

export function addAgentAttribution(agents: Command, cli: Cli): void {
  withWork(agents.command('attribute <id>'))
    .description('tell afterwards what an agent worked on; its costs of the past move along')
    .action(async (id: string, options: WorkOptions, command: Command) => {
      const told = await answered(
        cli.api(command).POST('/api/agents/{id}/attribution', { params: { path: { id } }, body: workOf(options) }),
      );
      cli.show(command, told, () => `${told.duplicate ? 'known already of' : 'told of'} ${safeText(told.id)}\n`);
    });
}

export function addSessions(program: Command, cli: Cli): void {
  const sessions = program.command('sessions').description('sessions that agents work in');
  withWork(sessions.command('attribute <id>'))
    .description('tell afterwards what all agents of a session worked on, those that are heard of later too')
    .action(async (id: string, options: WorkOptions, command: Command) => {
      const told = await answered(
        cli.api(command).POST('/api/sessions/{id}/attribution', { params: { path: { id } }, body: workOf(options) }),
      );
      const agents = told.agents === 1 ? '1 agent follows' : `${told.agents} agents follow`;
      const known = told.duplicate ? 'known already of' : 'told of';
      cli.show(command, told, () => `${known} ${safeText(told.id)}: ${agents}, and those to come\n`);
    });
}

function withWork(command: Command): Command {
  return command
    .option('--epic <id>', 'the epic')
    .option('--no-epic', 'on no epic')
    .option('--story <id>', 'the story')
    .option('--no-story', 'on no story')
    .addOption(new Option('--pr <number>', 'the pull request').argParser(count))
    .option('--no-pr', 'on no pull request')
    .option('--team <name>', 'whose work it is')
    .option('--no-team', "nobody's")
    .addOption(new Option('--at <time>', 'when this was decided; by default now').argParser(instant));
}

function workOf({ epic, story, pr, team, at }: WorkOptions) {
  const none = <Value>(value: Value | false | undefined) => (value === false ? null : value);
  const work = given({ epicId: none(epic), storyId: none(story), prNumber: none(pr), team: none(team) });
  if (Object.keys(work).length === 0) throw new UsageError('say on what: --epic, --story, --pr or --team');
  return { ...work, ...given({ occurredAt: at }) };
}
