import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, TestBrowser, type Visit } from '../support/browser.js';
import { startTestService, type TestService } from '../support/service.js';

const words = 'p50, p95 and p99 are those of a sample: 10,012 of 40,001 finished runs';

describe.skipIf(browserPath() === undefined)('percentiles on the page of performance', () => {
  let service: TestService;
  let browser: TestBrowser;
  let visit: Visit;
  beforeAll(async () => {
    service = await startTestService();
    const item = (agentId: string, type: string, data: object) => ({ type, data: { agentId, ...data } });
    const { body } = await service.post(
      '/api/events',
      ['explorer', 'issue-fixer'].flatMap((type) => [
        item(`a-${type}`, 'AgentSpawned', { type }),
        item(`a-${type}`, 'AgentStateChanged', { to: 'running' }),
        item(`a-${type}`, 'AgentStateChanged', { to: 'completed' }),
      ]),
    );
    await service.get(`/api/analytics/agents?minPosition=${body.position}`);
    browser = await TestBrowser.start();
    visit = await browser.visit(service.url);
    await visit.signIn(service.adminKey);
  });
  afterAll(async () => {
    await visit?.close();
    await browser?.stop();
    await service?.close();
  });

  const shown = (of: Pick<Visit['page'], 'getByText'>, text: string) =>
    expect.poll(() => of.getByText(text).count(), { timeout: 30_000 });

  it('say nothing of a sample where they are exact', async () => {
    await visit.open('/performance');
    await shown(visit.page, 'p50 · p95 · p99').toBe(1);
    expect(await visit.page.getByText('sample').count()).toBe(0);
  });

  it('say wherever they stand that they are of a sample, and of how many runs', async () => {
    // An answer as of more finished runs than a test can wait for.
    await visit.page.route(/\/api\/analytics\/agents/, async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as object;
      await route.fulfill({ response, json: { ...answer, percentilesFrom: { runs: 10_012, of: 40_001 } } });
    });
    await visit.open('/performance?a=explorer&b=issue-fixer');
    await shown(visit.page, 'of a sample of 10,012 runs').toBe(1);
    // Beside the chart of times, under the comparison, above the table.
    await shown(visit.page, words).toBe(3);
    await visit.open('/performance?key=explorer');
    await shown(visit.page.getByRole('dialog'), words).toBe(1);
    expect(await visit.inaccessible()).toEqual([]);
    expect(visit.complaints).toEqual([]);
  });
});
