import type { OtlpAttributes } from '../otlp-records.js';
import { numberIn, textIn } from './attribute-reading.js';

/** Attributes by which whoever starts an agent says what it works on; in OTEL_RESOURCE_ATTRIBUTES, or on a record. */
const attributionNames = {
  agentType: 'orchestrate.agent_type',
  epicId: 'orchestrate.epic',
  storyId: 'orchestrate.story',
  prNumber: 'orchestrate.pr',
  team: 'orchestrate.team',
} as const;

export interface Attribution {
  readonly agentType: string | undefined;
  readonly epicId: string | undefined;
  readonly storyId: string | undefined;
  readonly prNumber: number | undefined;
  readonly team: string | undefined;
}

/** What the agent works on; the record's own word before its resource's. */
export function attributionOf(resource: OtlpAttributes, attributes: OtlpAttributes): Attribution {
  const text = (name: string) => textIn(attributes, name) ?? textIn(resource, name);
  const prNumber = numberIn(attributes, attributionNames.prNumber) ?? numberIn(resource, attributionNames.prNumber);
  return {
    agentType: text(attributionNames.agentType),
    epicId: text(attributionNames.epicId),
    storyId: text(attributionNames.storyId),
    prNumber: prNumber !== undefined && Number.isSafeInteger(prNumber) && prNumber > 0 ? prNumber : undefined,
    team: text(attributionNames.team),
  };
}
