import type { ListRange } from '../../url/time-range';
import type { Sort } from '../../components/data-table';

/** What the list of agents keeps in its address. */
export const agentFilterSpec = {
  text: 'one',
  state: 'many',
  type: 'many',
  model: 'many',
  epic: 'one',
  story: 'one',
  team: 'many',
  demo: 'one',
} as const;

export interface AgentFilterValues {
  readonly text: string | undefined;
  readonly state: string[];
  readonly type: string[];
  readonly model: string[];
  readonly epic: string | undefined;
  readonly story: string | undefined;
  readonly team: string[];
  readonly demo: string | undefined;
}

/** In the order in which agents pass through them. */
export const agentStates = [
  'created',
  'initializing',
  'running',
  'waiting_for_input',
  'waiting_for_external',
  'paused',
  'completed',
  'failed',
  'terminated',
] as const;

const joined = (values: readonly string[]) => (values.length === 0 ? undefined : values.join(','));

/** The filters as `GET /api/agents` takes them; what is not set is not asked. */
export function agentQueryOf(values: AgentFilterValues, sort: Sort, range: ListRange | undefined) {
  const { text, state, type, model, epic, story, team, demo } = values;
  const asked = {
    text,
    state: joined(state),
    type: joined(type),
    model: joined(model),
    epicId: epic,
    storyId: story,
    team: joined(team),
    demo: demo === 'true' || demo === 'false' ? demo : undefined,
    sort: sort.by === 'createdAt' ? 'createdAt' : 'updatedAt',
    order: sort.order,
    ...range,
  } as const;
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

/** An address with two ends of a time means them; a span back from now is meant where it says so. */
export const isInRange = (when: string | undefined, relative: string | undefined) =>
  when === 'range' || (when !== 'any' && relative === undefined);

/** The same for the address; undefined where it goes without saying. */
export const whenOf = (inRange: boolean, relative: string | undefined) =>
  inRange === isInRange(undefined, relative) ? undefined : inRange ? 'range' : 'any';

/** `createdAt.asc`; the last changed first unless the address says otherwise. */
export function sortOf(text: string | undefined): Sort {
  const [by, order] = (text ?? '').split('.');
  return { by: by === 'createdAt' ? by : 'updatedAt', order: order === 'asc' ? 'asc' : 'desc' };
}

/** The same for the address; undefined is the usual one. */
export const textOfSort = ({ by, order }: Sort) =>
  by === 'updatedAt' && order === 'desc' ? undefined : `${by}.${order}`;
