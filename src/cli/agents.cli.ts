import { type Command, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import { addAgentAttribution } from './attribution.cli.js';
import type { Cli } from './cli.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import {
  allOption,
  asOfOption,
  count,
  cursorOption,
  fromOption,
  given,
  limitOption,
  type PagingOptions,
  toOption,
  wanted,
} from './option-values.js';
import { readableDetails, readableSeconds, readableTime } from './readable.js';
import { type Column, fields, table } from './table.js';

type Agent = ApiAnswer<'listAgents'>['items'][number];
type AgentDetail = ApiAnswer<'getAgent'>;
type TimelineEntry = ApiAnswer<'getAgentTimeline'>['items'][number];

interface ListOptions extends PagingOptions {
  readonly state?: string;
  readonly type?: string;
  readonly epic?: string;
  readonly story?: string;
  readonly pr?: number;
  readonly team?: string;
  readonly model?: string;
  readonly session?: string;
  readonly parent?: string;
  readonly text?: string;
  readonly demo?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
  readonly sort: 'updatedAt' | 'createdAt';
  readonly order: 'asc' | 'desc';
}

interface ShowOptions extends PagingOptions {
  readonly asOf?: string;
}

export function addAgents(program: Command, cli: Cli): void {
  const agents = program.command('agents').description('the agents of the fleet');
  agents
    .command('list', { isDefault: true })
    .description('agents, the last changed first; several values of a filter with commas between')
    .option('--state <states>', 'only in these states, as in running,failed')
    .option('--type <types>', 'only of these types')
    .option('--epic <ids>', 'only of these epics')
    .option('--story <ids>', 'only of these stories')
    .addOption(new Option('--pr <number>', 'only of this pull request').argParser(count))
    .option('--team <names>', 'only of these teams')
    .option('--model <models>', 'only on these models')
    .option('--session <ids>', 'only of these sessions')
    .option('--parent <ids>', 'only those that these agents spawned')
    .option('--text <text>', 'only with this text in id, task, reason or error')
    .option('--demo', 'only simulated agents')
    .option('--no-demo', 'only real agents')
    .addOption(
      new Option('--sort <by>', 'the time that orders the list, and that --from and --to are about')
        .choices(['updatedAt', 'createdAt'])
        .default('updatedAt'),
    )
    .addOption(new Option('--order <order>', 'order').choices(['asc', 'desc']).default('desc'))
    .addOption(fromOption())
    .addOption(toOption())
    .addOption(asOfOption())
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (options: ListOptions, command: Command) => {
      const api = cli.api(command);
      const filter = given({
        state: options.state,
        type: options.type,
        epicId: options.epic,
        storyId: options.story,
        prNumber: options.pr === undefined ? undefined : String(options.pr),
        team: options.team,
        model: options.model,
        sessionId: options.session,
        parentAgentId: options.parent,
        text: options.text,
        demo: options.demo === undefined ? undefined : options.demo ? ('true' as const) : ('false' as const),
        from: options.from,
        to: options.to,
        asOf: options.asOf,
        sort: options.sort,
        order: options.order,
      });
      const page = await collectPages(wanted(options), (paging) =>
        answered(api.GET('/api/agents', { params: { query: { ...filter, ...paging } } })),
      );
      cli.showPage(command, page, 'agents', (items) => table(agentColumns, items, cli.terminal));
    });

  agents
    .command('show <id>')
    .description('one agent: what is known of it, what it used, and its timeline, newest first')
    .addOption(asOfOption())
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (id: string, options: ShowOptions, command: Command) => {
      const api = cli.api(command);
      const agent = await answered(
        api.GET('/api/agents/{id}', { params: { path: { id }, query: given({ asOf: options.asOf }) } }),
      );
      const timeline =
        agent.timeline &&
        (await collectPages(wanted(options), (paging) =>
          answered(api.GET('/api/agents/{id}/timeline', { params: { path: { id }, query: paging } })),
        ));
      cli.show(command, { ...agent, timeline }, () => fields(fieldsOf(agent)));
      if (command.optsWithGlobals<{ json?: true }>().json || !timeline) return;
      cli.terminal.out('\n');
      cli.showPage(command, timeline, 'events', (items) => table(timelineColumns, items, cli.terminal));
    });
  addAgentAttribution(agents, cli);
}

const agentColumns: readonly Column<Agent>[] = [
  { head: 'ID', of: ({ id }) => id, whole: true },
  { head: 'TYPE', of: ({ type }) => type, flexible: true },
  { head: 'STATE', of: ({ state }) => state },
  { head: 'MODEL', of: ({ model }) => model, flexible: true, optional: true },
  { head: 'EPIC', of: ({ epicId }) => epicId, optional: true },
  { head: 'STORY', of: ({ storyId }) => storyId, optional: true },
  { head: 'UPDATED', of: ({ updatedAt }) => readableTime(updatedAt) },
  { head: 'TASK', of: ({ task }) => task, flexible: true, optional: true },
];

const timelineColumns: readonly Column<TimelineEntry>[] = [
  { head: 'TIME', of: ({ occurredAt }) => readableTime(occurredAt) },
  { head: 'EVENT', of: ({ type }) => type },
  { head: 'REPORTED BY', of: ({ actor }) => actor.name, flexible: true },
  { head: 'DETAILS', of: ({ data }) => readableDetails(data), flexible: true },
];

function fieldsOf(agent: AgentDetail): [string, string | number | null][] {
  return [
    ['id', agent.id],
    ['type', agent.type],
    ['state', agent.state],
    ['task', agent.task],
    ['model', agent.model],
    ['epic', agent.epicId],
    ['story', agent.storyId],
    ['pull request', agent.prNumber],
    ['team', agent.team],
    ['session', agent.sessionId],
    ['parent agent', agent.parentAgentId],
    ['reason', agent.reason],
    ['error', agent.error],
    ['created', readableTime(agent.createdAt)],
    ['started', readableTime(agent.startedAt)],
    ['ended', readableTime(agent.endedAt)],
    ['updated', readableTime(agent.updatedAt)],
    ['execution time', readableSeconds(agent.executionSeconds)],
    ['flags', agent.flags.join(', ')],
    ...(agent.demo ? [['simulated', 'yes'] as [string, string]] : []),
    ...(agent.usage ? usageFieldsOf(agent.usage) : []),
  ];
}

function usageFieldsOf(usage: NonNullable<AgentDetail['usage']>): [string, string | null][] {
  const calls = (all: number, failed: number, milliseconds: number | null) =>
    `${all} (${failed} failed), ${milliseconds === null ? 'duration not reported' : readableSeconds(milliseconds / 1_000)}`;
  const cached = (tokens: number | null) => tokens ?? 'not reported';
  return [
    ['model calls', calls(usage.modelCalls, usage.failedModelCalls, usage.modelDurationMs)],
    ['tokens', `${usage.inputTokens} in, ${usage.outputTokens} out`],
    ['cached tokens', `${cached(usage.cacheReadTokens)} read, ${cached(usage.cacheWriteTokens)} written`],
    ['reported cost', usage.reportedCostUsd === null ? null : `${usage.reportedCostUsd} USD`],
    ['tool calls', calls(usage.toolCalls, usage.failedToolCalls, usage.toolDurationMs)],
  ];
}
