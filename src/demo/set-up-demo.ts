import type { ApiClient } from '../platform/api-client/api-client.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import { answerTo, type DemoAccess, demoApi } from './demo-api.js';
import { DemoError } from './demo-error.js';
import { budgets, metric, rulesLeftOut } from './team-settings.js';

/** Of a list, the whole. */
const all = { limit: undefined, cursor: undefined };

/** What a set-up made; empty lists where all was there already. */
export interface DemoSetUp {
  readonly rules: readonly string[];
  readonly budgets: readonly string[];
  readonly metrics: readonly string[];
}

/** Setting up is an operator's work and reporting a reporter's, so that only an admin's key may do both. */
export async function assertMaySetUp(access: DemoAccess): Promise<void> {
  const { role, permissions } = await answerTo(demoApi(access).GET('/api/session'));
  if (permissions.includes('operate') && permissions.includes('report')) return;
  throw new DemoError(
    'ROLE_MISSING',
    `setting up and reporting with one key needs the role admin; this key has the role ${role}`,
  );
}

/**
 * Sets up over the public API what a team around such a fleet would: alert rules, budgets, a metric of its own. What is
 * there already stays as it is, whoever made it, and a rule that somebody has changed or disabled is not enabled again.
 * It belongs after the history: told at once, that is a jump which no rule was made for.
 */
export async function setUpDemo(access: DemoAccess): Promise<DemoSetUp> {
  const api = demoApi(access);
  const registered = await registerMetric(api);
  return {
    budgets: await setBudgets(api),
    rules: await enableRules(api, registered),
    metrics: registered === undefined ? [] : [metric.name],
  };
}

/** Answers the position that includes it; undefined when there is a metric of this name. */
async function registerMetric(api: ApiClient): Promise<string | undefined> {
  const found = await api.GET('/api/metrics/custom/{name}', { params: { path: { name: metric.name } } });
  if (found.response.status !== 404) {
    await answerTo(Promise.resolve(found));
    return undefined;
  }
  const { position } = await answerTo(api.POST('/api/metrics/custom', { body: metric }));
  return position;
}

async function setBudgets(api: ApiClient): Promise<readonly string[]> {
  const set = await collectPages(all, (query) => answerTo(api.GET('/api/cost/budgets', { params: { query } })));
  const names = new Set(set.items.map(({ name }) => name));
  const missing = budgets.filter(({ name }) => !names.has(name));
  for (const body of missing) await answerTo(api.PUT('/api/cost/budgets', { body }));
  return missing.map(({ name }) => name);
}

/** The shipped rules that nobody has touched. A service that has just started has made them before this position. */
async function enableRules(api: ApiClient, minPosition: string | undefined): Promise<readonly string[]> {
  const rules = await collectPages(all, (paging) =>
    answerTo(
      api.GET('/api/alerts/rules', {
        params: { query: { ...paging, ...(minPosition === undefined ? {} : { minPosition }) } },
      }),
    ),
  );
  const untouched = rules.items.filter(
    ({ id, name, enabled, revision }) =>
      id === `default-${name}` && revision === '1' && !enabled && !rulesLeftOut.includes(name),
  );
  for (const { id } of untouched) {
    await answerTo(api.POST('/api/alerts/rules/{idOrName}/enable', { params: { path: { idOrName: id } } }));
  }
  return untouched.map(({ name }) => name).sort();
}
