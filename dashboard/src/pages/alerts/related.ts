/** Somewhere to look further: a page, and what it shows. */
export interface RelatedLink {
  readonly label: string;
  readonly to: '/agents' | '/agents/$id' | '/traces' | '/traces/$id' | '/channels' | '/delivery' | '/audit';
  readonly id?: string;
  readonly search?: Readonly<Record<string, string>>;
}

/** Pages that show what an alert is about, around the time that it was about it. */
export function relatedLinks(
  labels: Readonly<Record<string, string>>,
  around: { readonly from: string; readonly to: string },
): RelatedLink[] {
  const of = (...names: string[]) =>
    names.map((name) => labels[name]).find((value) => value !== undefined && value !== '');
  const links: RelatedLink[] = [];
  const agent = of('agent_id', 'agentId');
  const trace = of('trace_id', 'traceId');
  const type = of('type', 'agent_type');
  const [model, team, channel] = [of('model'), of('team'), of('channel')];
  const epicId = of('epic', 'epic_id', 'epicId');
  if (agent) links.push({ label: `Agent ${agent}`, to: '/agents/$id', id: agent });
  if (trace) links.push({ label: `Trace ${trace}`, to: '/traces/$id', id: trace });
  if (type) {
    links.push(
      { label: `${type}: agents that failed then`, to: '/agents', search: { ...around, type, state: 'failed' } },
      { label: `${type}: all agents of then`, to: '/agents', search: { ...around, type } },
      {
        label: `${type}: traces with errors of then`,
        to: '/traces',
        search: { ...around, agentType: type, status: 'error' },
      },
    );
  }
  if (model) links.push({ label: `Agents with ${model}`, to: '/agents', search: { ...around, model } });
  if (team) links.push({ label: `Agents of team ${team}`, to: '/agents', search: { ...around, team } });
  if (epicId) links.push({ label: `Agents of epic ${epicId}`, to: '/agents', search: { ...around, epicId } });
  if (channel) links.push({ label: `Channel ${channel}`, to: '/channels', search: { channel } });
  if (links.length === 0) {
    links.push(
      { label: 'Agents that failed then', to: '/agents', search: { ...around, state: 'failed' } },
      { label: 'Traces with errors of then', to: '/traces', search: { ...around, status: 'error' } },
    );
  }
  return [...links, { label: 'What people did then (audit)', to: '/audit', search: { ...around } }];
}
