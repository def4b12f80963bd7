import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { reportedId } from '../../../../events/reported-fields.js';
import { streams } from '../../../../events/streams.js';
import { Access } from '../../../../platform/http/access.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import {
  FactRecorder,
  type RecordedFact,
  RecordsFact,
  ReportedBy,
  type Reporter,
  type SubjectKind,
} from '../../../intake/index.js';
import {
  type AttributeAgentRequest,
  attributeAgentRequest,
  type ChangeAgentStateRequest,
  changeAgentStateRequest,
  type ModelCallRequest,
  modelCallRequest,
  type SpawnAgentRequest,
  spawnAgentRequest,
  type ToolCallRequest,
  toolCallRequest,
} from './report-agent.request.js';

const agents: SubjectKind = {
  name: 'agent',
  idField: 'agentId',
  unknownCode: 'AGENT_UNKNOWN',
  stream: streams.agent,
};
/** Also one of which nothing but its calls is known: that is whose costs are to be told of. */
const agentsAtWork: SubjectKind = { ...agents, activity: streams.agentActivity };
const agentId = pathParameter('id', reportedId);

/** What agents report one by one. */
@ApiTags('fleet')
@Controller('api/agents')
export class ReportAgentController {
  constructor(private readonly facts: FactRecorder) {}

  @Post()
  @Access('report')
  @RecordsFact(201)
  @ApiOperation({ operationId: 'spawnAgent', summary: 'Report an agent that was spawned.' })
  spawn(
    @Body({ schema: spawnAgentRequest }) body: SpawnAgentRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.begin(agents, 'AgentSpawned', body, by);
  }

  @Post(':id/state')
  @Access('report')
  @RecordsFact(200)
  @ApiOperation({
    operationId: 'changeAgentState',
    summary: 'Report the new state of an agent.',
    description: 'A step that the life cycle does not have is recorded all the same; flags and warnings say so.',
  })
  changeState(
    @Param('id', { schema: agentId }) id: string,
    @Body({ schema: changeAgentStateRequest }) body: ChangeAgentStateRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.about(agents, id, 'AgentStateChanged', body, by);
  }

  @Post(':id/model-calls')
  @Access('report')
  @RecordsFact(200)
  @ApiOperation({
    operationId: 'recordModelCall',
    summary: 'Report a call of a model by an agent; known again by its requestId.',
  })
  recordModelCall(
    @Param('id', { schema: agentId }) id: string,
    @Body({ schema: modelCallRequest }) body: ModelCallRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.about(agents, id, 'ModelCallRecorded', body, by);
  }

  @Post(':id/tool-calls')
  @Access('report')
  @RecordsFact(200)
  @ApiOperation({
    operationId: 'recordToolCall',
    summary: 'Report a call of a tool by an agent; known again by its toolCallId.',
  })
  recordToolCall(
    @Param('id', { schema: agentId }) id: string,
    @Body({ schema: toolCallRequest }) body: ToolCallRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.about(agents, id, 'ToolCallRecorded', body, by);
  }

  @Post(':id/attribution')
  @Access('report')
  @RecordsFact(200)
  @ApiOperation({
    operationId: 'attributeAgent',
    summary: 'Tell afterwards what an agent worked on.',
    description:
      'It counts for all that the agent ever did: costs of the past move along. What is left out stays as it is known.',
  })
  attribute(
    @Param('id', { schema: agentId }) id: string,
    @Body({ schema: attributeAgentRequest }) body: AttributeAgentRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.about(agentsAtWork, id, 'AgentAttributed', body, by);
  }
}
