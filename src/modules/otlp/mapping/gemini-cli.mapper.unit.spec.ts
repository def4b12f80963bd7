import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OtlpAttributes, OtlpLogRecord, OtlpValue } from '../otlp-records.js';
import { geminiCliMapper } from './gemini-cli.mapper.js';

const session = 'a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d';
const at = '2026-01-15T14:32:01.250Z';

/** As Gemini CLI writes it: the body is a sentence, the name is an attribute. */
const event = (name: string, attributes: OtlpAttributes, more: Partial<OtlpLogRecord> = {}): OtlpLogRecord => ({
  resource: { 'service.name': 'gemini-cli', 'service.version': 'v22.11.0', 'session.id': session },
  scope: { name: 'gemini-cli', version: '' },
  eventName: name,
  timeMs: Date.parse(at) + 1,
  body: 'Something happened.',
  attributes: {
    'session.id': session,
    'installation.id': 'i-1',
    interactive: false,
    'event.name': name,
    'event.timestamp': at,
    prompt_id: `${session}########3`,
    ...attributes,
  },
  traceId: undefined,
  spanId: undefined,
  ...more,
});
const response = (attributes: OtlpAttributes = {}) =>
  event('gemini_cli.api_response', {
    model: 'gemini-3-pro',
    duration_ms: 4_200,
    input_token_count: 8_000,
    output_token_count: 500,
    cached_content_token_count: 6_000,
    thoughts_token_count: 300,
    tool_token_count: 50,
    total_token_count: 8_850,
    auth_type: 'gemini-api-key',
    status_code: 200,
    role: 'main',
    ...attributes,
  });
const toolCall = (attributes: OtlpAttributes = {}) =>
  event('gemini_cli.tool_call', {
    function_name: 'run_shell_command',
    function_args: '{"command":"npm test"}',
    duration_ms: 1_200,
    success: true,
    decision: 'accept',
    tool_type: 'native',
    ...attributes,
  });

const map = (record: OtlpLogRecord) => geminiCliMapper.logs!(record);
const factsOf = (record: OtlpLogRecord) => {
  const mapped = map(record);
  return mapped.outcome === 'facts' ? mapped.facts : mapped.outcome;
};
const observed = (data: object = {}) => ({ type: 'AgentObserved', data: { agentId: session, ...data } });

describe("Gemini CLI's events", () => {
  it.each<[string, OtlpLogRecord, string | readonly object[]]>([
    [
      'an answer is a model call; Google counts what was thought beside the output, and what tools brought beside the input',
      response(),
      [
        observed({ agentType: 'gemini-cli', sessionId: session, model: 'gemini-3-pro' }),
        {
          type: 'ModelCallRecorded',
          occurredAt: at,
          id: expect.stringMatching(/^gemini-cli\/.{32}$/) as string,
          data: {
            agentId: session,
            sessionId: session,
            model: 'gemini-3-pro',
            provider: 'gcp.gemini',
            inputTokens: 8_050,
            outputTokens: 800,
            cacheReadTokens: 6_000,
            reasoningTokens: 300,
            durationMs: 4_200,
            success: true,
          },
        },
      ],
    ],
    [
      'numbers may be texts, and parts unknown',
      response({
        input_token_count: '10',
        output_token_count: '5',
        duration_ms: '7',
        thoughts_token_count: null,
        tool_token_count: 'x',
        auth_type: 'vertex-ai',
      }),
      [observed(), { data: { inputTokens: 10, outputTokens: 5, durationMs: 7, provider: 'gcp.vertex_ai' } }],
    ],
    ['an answer without its counts', response({ output_token_count: null }), 'unknown'],
    ['nor one whose counts are none', response({ input_token_count: [1] }), 'unknown'],
    ['nor one of no model', response({ model: '  ' }), 'unknown'],
    [
      'an error is a failed call',
      event('gemini_cli.api_error', {
        model: 'gemini-3-pro',
        error: 'quota exceeded',
        'error.message': 'quota exceeded',
        error_type: 'TooManyRequests',
        status_code: 429,
        duration_ms: 90,
      }),
      [
        observed({ model: 'gemini-3-pro' }),
        {
          type: 'ModelCallRecorded',
          data: { success: false, error: 'quota exceeded', inputTokens: 0, outputTokens: 0, durationMs: 90 },
        },
      ],
    ],
    [
      'also with nothing but a status',
      event('gemini_cli.api_error', { model_name: 'gemini-3-pro', status_code: '503', duration: '5' }),
      [observed(), { data: { success: false, error: 'status 503', durationMs: 5 } }],
    ],
    [
      'a tool call tells how the user decided',
      toolCall(),
      [
        observed(),
        { type: 'ToolDecisionRecorded', data: { tool: 'run_shell_command', decision: 'accepted' } },
        { type: 'ToolCallRecorded', data: { tool: 'run_shell_command', durationMs: 1_200, success: true } },
      ],
    ],
    [
      'one that nobody was asked about',
      toolCall({ decision: null, success: 'false', error: 'exit 1', error_type: 'shell_execute_error' }),
      [observed(), { type: 'ToolCallRecorded', data: { success: false, error: 'exit 1' } }],
    ],
    [
      'one that the user refused was never made',
      toolCall({ decision: 'reject', success: false }),
      [observed(), { type: 'ToolDecisionRecorded', data: { decision: 'rejected' } }],
    ],
    ['one without a result', toolCall({ success: 'perhaps' }), 'unknown'],
    [
      'the beginning of a session shows it, not yet its model',
      event('gemini_cli.config', { model: 'auto', github_pr_number: '42', 'orchestrate.story': 'story-12' }),
      [{ type: 'AgentObserved', data: { agentId: session, prNumber: 42, storyId: 'story-12' } }],
    ],
    [
      'what the starter says of the pull request goes before',
      event('gemini_cli.config', { github_pr_number: 42, 'orchestrate.pr': '7' }),
      [{ data: { prNumber: 7 } }],
    ],
    [
      'a stream that gave nothing after all tries is an error',
      event('gemini_cli.chat.content_retry_failure', { total_attempts: 3, final_error_type: 'EmptyStreamError' }),
      [
        observed(),
        { type: 'AgentErrorRecorded', data: { errorType: 'chat.content_retry_failure', error: 'EmptyStreamError' } },
      ],
    ],
    [
      'so is a loop; its name has no prefix',
      event('loop_detected', { loop_type: 'llm_detected_loop' }),
      [observed(), { type: 'AgentErrorRecorded', data: { errorType: 'loop_detected', error: 'llm_detected_loop' } }],
    ],
    ['a call is not told again by the convention', event('gen_ai.client.inference.operation.details', {}), 'ignored'],
    ['a request is told by its answer', event('gemini_cli.api_request', { request_text: 'x' }), 'ignored'],
    ['a turn that ended is not the end', event('gemini_cli.conversation_finished', { turnCount: 2 }), 'ignored'],
    [
      'a change of the mode, which is named otherwise',
      event('gemini_cli.plan.approval_mode_switch', { 'event.name': null, event_name: 'gemini_cli.plan.execution' }),
      'ignored',
    ],
    ['what nobody knows', event('gemini_cli.something_new', {}), 'unknown'],
    ['a name that every object has', event('constructor', {}), 'unknown'],
    ['a record of no session', { ...response({ 'session.id': null }), resource: {} }, 'unknown'],
  ])('%s', (_, record, expected) => {
    const told = factsOf(record);
    if (typeof expected === 'string') expect(told).toBe(expected);
    else expect(told).toMatchObject(expected);
  });

  it('keep the model of a session apart from those that help it', () => {
    const [helped] = factsOf(response({ model: 'gemini-2.5-flash-lite', role: 'utility_router' }));
    expect(helped).toMatchObject(observed());
    expect(helped).not.toHaveProperty('data.model');
  });

  it('are known again when they are sent again, and told apart by all that they say', () => {
    const all = [
      response(),
      response({ output_token_count: 501 }),
      response({ prompt_id: `${session}########4` }),
      response({ 'event.timestamp': '2026-01-15T14:32:01.251Z' }),
      toolCall({ decision: null }),
      toolCall({ decision: null, duration_ms: 1_201 }),
    ];
    const ids = all.map(lastIdOf);
    expect(new Set(ids).size).toBe(all.length);
    expect(lastIdOf(response({ output_token_count: '500' }))).toBe(ids[0]);
    const [, decision, call] = factsOf(toolCall()) as readonly { id?: string }[];
    expect(decision!.id).not.toBe(call!.id);
  });

  const lastIdOf = (record: OtlpLogRecord) => (factsOf(record) as readonly { id?: string }[]).at(-1)!.id;
});

describe('a subagent of Gemini CLI', () => {
  const localId = 'codebase_investigator-x1y2z3';
  const agentId = `${session}:${localId}`;
  const agent = { agent_id: localId, agent_name: 'codebase_investigator' };
  const finish = (reason: string, more: OtlpAttributes = {}) =>
    event('gemini_cli.agent.finish', {
      ...agent,
      duration_ms: 61_250,
      turn_count: 4,
      terminate_reason: reason,
      ...more,
    });
  const itself = {
    type: 'AgentObserved',
    data: { agentId, agentType: 'codebase_investigator', sessionId: session, parentAgentId: session },
  };

  it('is an agent of its own, which its session started', () => {
    expect(factsOf(event('gemini_cli.agent.start', { ...agent, 'orchestrate.agent_type': 'bug-fixer' }))).toMatchObject(
      [observed({ agentType: 'bug-fixer' }), { ...itself, occurredAt: at }],
    );
  });

  it.each([
    ['GOAL', { to: 'completed', reason: 'GOAL' }],
    ['ABORTED', { to: 'terminated', reason: 'ABORTED' }],
    ['TIMEOUT', { to: 'failed', error: 'TIMEOUT' }],
    ['ERROR_NO_COMPLETE_TASK_CALL', { to: 'failed', error: 'ERROR_NO_COMPLETE_TASK_CALL' }],
  ])('ends with %s, and its end tells when it began', (reason, data) => {
    const end = { type: 'AgentStateChanged', occurredAt: at, data: { agentId, ...data } };
    const told = factsOf(finish(reason));
    expect(told).toMatchObject([observed(), { ...itself, occurredAt: '2026-01-15T14:31:00.000Z' }, end]);
    expect(factsOf(finish(reason))).toEqual(told);
  });

  it('does not end without a reason', () => {
    expect(factsOf(finish('', {}))).toBe('unknown');
    expect(factsOf(finish('GOAL', { agent_id: null }))).toBe('unknown');
  });

  it.each([
    ['by its turn', `${localId}#0`, agentId],
    ['by its turn in an older build', `${session}#${localId}#2`, agentId],
    [
      'by its turn in a newer build, which names the one that started it',
      `${session}########3-${localId}#11`,
      `${session}########3-${localId}`,
    ],
  ])('is known %s', (_, promptId, expected) => {
    expect(factsOf(response({ prompt_id: promptId, role: 'subagent' }))).toMatchObject([
      { type: 'AgentObserved', data: { ...itself.data, agentId: expected, model: 'gemini-3-pro' } },
      {
        type: 'ModelCallRecorded',
        data: { agentId: expected, sessionId: session, agentType: 'codebase_investigator' },
      },
    ]);
    const started = event('gemini_cli.agent.start', { ...agent, agent_id: expected.replace(`${session}:`, '') });
    expect(factsOf(started)).toMatchObject([{}, { data: { agentId: expected } }]);
  });

  it.each([`${session}########3`, `${session}#3`, 'f3a9c1d2', '', 'next-speaker', 42, null])(
    'is not taken from the turn %s',
    (promptId) => {
      expect(factsOf(response({ prompt_id: promptId }))).toMatchObject([observed(), { data: { agentId: session } }]);
    },
  );
});

describe('Gemini CLI', () => {
  it.each([
    ['gemini-cli', '', 'x', true],
    [null, 'gemini-cli', 'x', true],
    [null, '', 'gemini_cli.token.usage', true],
    ['gemini-client', 'pg', 'SELECT', false],
  ] as const)('is what calls itself %s / %s / %s: %s', (service, scope, name, expected) => {
    expect(geminiCliMapper.claims({ 'service.name': service }, scope, name, {})).toBe(expected);
  });

  it.each([
    ['gemini_cli.token.usage', 'ignored'],
    ['gen_ai.client.token.usage', 'ignored'],
    ['http.client.duration', 'unknown'],
  ] as const)('has a metric %s that is %s', (name, outcome) => {
    const point = {
      resource: {},
      scope: { name: 'gemini-cli', version: '' },
      name,
      unit: '',
      kind: 'sum',
      temporality: 'cumulative',
      monotonic: true,
      attributes: { type: 'input' },
      startMs: 0,
      timeMs: 1,
      value: 1,
      count: undefined,
    } as const;
    expect(geminiCliMapper.metrics!(point).outcome).toBe(outcome);
  });

  it('never breaks the mapper', () => {
    const value = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.jsonValue() as fc.Arbitrary<OtlpValue>,
    );
    const names = ['config', 'api_response', 'api_error', 'tool_call', 'agent.start', 'agent.finish', 'loop_detected'];
    const numbers = ['input_token_count', 'output_token_count', 'thoughts_token_count', 'duration_ms', 'status_code'];
    const texts = ['session.id', 'event.timestamp', 'prompt_id', 'model', 'function_name', 'decision', 'success'];
    const ofAgents = ['agent_id', 'agent_name', 'terminate_reason', 'github_pr_number', 'auth_type', 'role'];
    const attributes = fc.dictionary(fc.oneof(fc.constantFrom(...numbers, ...texts, ...ofAgents), fc.string()), value);
    fc.assert(
      fc.property(fc.constantFrom(...names), attributes, fc.option(fc.double()), (name, given, timeMs) => {
        const mapped = map(event(`gemini_cli.${name}`, given, { timeMs: timeMs ?? undefined }));
        expect(['facts', 'ignored', 'unknown']).toContain(mapped.outcome);
      }),
    );
  });
});
