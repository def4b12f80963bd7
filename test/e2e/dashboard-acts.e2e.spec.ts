import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, TestBrowser, type Visit } from '../support/browser.js';
import { createTestDatabase } from '../support/postgres.js';
import { startTestService, type TestService } from '../support/service.js';

const patient = { timeout: 90_000, interval: 250 };

/** What people do on the dashboard, as they do it; one after the other, as each goes on from what was done before. */
describe.skipIf(browserPath() === undefined)('on the dashboard', () => {
  let browser: TestBrowser;
  let service: TestService;
  let visit: Visit;
  let page: Page;
  let alertId: string;
  let beginning: string;

  beforeAll(async () => {
    browser = await TestBrowser.start();
    service = await startTestService({ env: { ORCHESTRATE_ALERT_INTERVAL: '1s' } });
    beginning = new Date().toISOString();
    visit = await browser.visit(service.url);
    page = visit.page;
    page.setDefaultTimeout(60_000);
  }, 120_000);
  afterAll(async () => {
    await browser.stop();
    await service.close();
  });

  it('one signs in with a key, and comes to where one wanted to go', async () => {
    await page.goto('/audit?text=user.login');
    await page.getByLabel('API key', { exact: true }).fill('orc_admin_wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('API key', { exact: true }).fill(service.adminKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
    await page.getByRole('gridcell', { name: 'user.login_failed' }).first().waitFor();
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    // That a key was refused is told on the console by the browser itself.
    visit.complaints.length = 0;
  });

  it('one sees an agent as soon as it reports, without reading the page anew', async () => {
    await visit.open('/agents');
    await page.evaluate(() => Object.assign(globalThis, { notLoadedAnew: true }));
    await service.post('/api/agents', { id: 'dev-live', type: 'story-developer', task: 'Paint the shed' });
    await page.getByText('Paint the shed').waitFor();
    await service.post('/api/agents/dev-live/state', { to: 'initializing' });
    await service.post('/api/agents/dev-live/state', { to: 'running' });
    await page.getByRole('row', { name: /Running.*Paint the shed/ }).waitFor();
    expect(await page.evaluate(() => 'notLoadedAnew' in globalThis)).toBe(true);
  });

  it('one makes a rule, told while typing what is wrong with it, and it fires', async () => {
    await visit.open('/alerts/rules/new');
    await page.getByLabel('Name', { exact: true }).fill('queue-backup-ui');
    const condition = page.getByRole('textbox', { name: 'Condition' });
    await condition.click();
    await page.keyboard.type('orchestrate_queue_depth >');
    await page
      .getByRole('region', { name: 'Check' })
      .getByText(/expected|unexpected|missing/i)
      .first()
      .waitFor();
    // What only the service knows is wrong: the types.
    await page.keyboard.type(' "much"');
    await page
      .getByText(/binary expression|must be|expected type|scalar|string/i)
      .first()
      .waitFor();
    for (let typed = ' "much"'.length; typed > 0; typed--) await page.keyboard.press('Backspace');
    await page.keyboard.type(' 100');
    await page.keyboard.press('Escape');
    // Faults are what one types on the way; they are none of the page.
    expect(visit.complaints).toEqual([]);
    await page.getByRole('button', { name: 'Make the rule' }).click();
    await page.getByRole('heading', { level: 1, name: 'queue-backup-ui' }).waitFor();
    const { body } = await service.get('/api/alerts/rules/queue-backup-ui');
    expect(body).toMatchObject({ condition: 'orchestrate_queue_depth > 100', enabled: true });

    await service.request('PUT', '/api/queues/webhook_events', { body: { depth: 250 } });
    await visit.open('/alerts');
    await page.getByRole('row', { name: /queue-backup-ui/ }).waitFor(patient);
    alertId = (await service.get('/api/alerts?status=active')).body.items[0].id;
  });

  it('one asks the explorer something faulty, and is shown the place', async () => {
    await visit.open(`/explore?query=${encodeURIComponent('lines:sum(rate(orchestrate_queue_depth))')}`);
    await page.getByRole('region', { name: 'Query A' }).getByRole('alert').getByText('^').waitFor();
    // What only its evaluation shows.
    const unevaluable = 'label_replace(orchestrate_queue_depth, "a", "$1", "queue", "(")';
    await visit.open(`/explore?query=${encodeURIComponent(`lines:${unevaluable}`)}`);
    await page.getByRole('alert').getByText('invalid regular expression').waitFor();
    expect(visit.complaints).toEqual([]);
  });

  it('one finds an agent and a rule by typing, without the mouse', async () => {
    const find = async (typed: string, found: RegExp, words: string) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('textbox', { name: 'Commands' }).fill(typed);
      await page.getByRole('button', { name: found }).filter({ hasText: words }).waitFor();
    };
    await visit.open('/');
    await find('paint the', /story-developer: Paint the shed/, 'dev-live');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/agents/dev-live');
    await find('queue-backup-ui', /queue-backup-ui/, 'Active');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/alerts/${alertId}`);
    await find('queue-backup-ui', /queue-backup-ui/, 'Active');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/alerts\/rules\/[^/]+$/);
    expect(visit.complaints).toEqual([]);
    await visit.open('/alerts');
  });

  it('one acknowledges and silences it', async () => {
    await page.getByRole('row', { name: /queue-backup-ui/ }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'queue-backup-ui' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/alerts/${alertId}`);
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Comment').fill('I am on it');
    await dialog.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('button', { name: 'Give back' }).waitFor();
    await expect
      .poll(async () => (await service.get(`/api/alerts/${alertId}`)).body.status, patient)
      .toBe('acknowledged');
    await page.getByText('I am on it').first().waitFor();

    await page.getByRole('button', { name: 'Silence', exact: true }).click();
    await dialog.getByLabel('Reason').fill('The importer is being replaced');
    await dialog.getByRole('button', { name: 'Silence' }).click();
    await dialog.waitFor({ state: 'detached' });
    await visit.open('/silences');
    await page.getByText('The importer is being replaced').first().waitFor();
  });

  it('one takes rules from a file', async () => {
    await visit.open('/alerts/rules');
    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByLabel('File')
      .fill(
        'groups:\n  - name: ui\n    rules:\n      - alert: from-a-file\n        expr: orchestrate_queue_depth > 9000\n',
      );
    await dialog.getByRole('button', { name: 'Import' }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect
      .poll(async () => (await service.get('/api/alerts/rules/from-a-file')).body, patient)
      .toMatchObject({ group: 'ui' });
  });

  it('one makes a channel', async () => {
    await visit.open('/channels');
    await page.getByRole('button', { name: 'New channel' }).first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('Name', { exact: true }).fill('hook-ui');
    await drawer.getByLabel('Webhook address').fill('https://hooks.slack.com/services/T0/B0/ui');
    await drawer.getByRole('button', { name: 'Make the channel' }).click();
    await expect.poll(async () => (await service.get('/api/channels/hook-ui')).status, patient).toBe(200);
  });

  it('one changes when messages go out', async () => {
    await visit.open('/notifications?view=policy');
    const main = page.getByRole('main');
    await main.getByRole('button', { name: 'Edit' }).click();
    await main.getByLabel('Further ones are apart').fill('45s');
    await main.getByRole('button', { name: 'Save' }).click();
    await main.getByRole('button', { name: 'Edit' }).waitFor();
    await expect.poll(() => main.getByText('45s').count(), patient).toBe(1);
  });

  it('one removes a budget', async () => {
    const { body } = await service.request('PUT', '/api/cost/budgets', { body: { name: 'budget-ui', amount: '10' } });
    expect(body.id).toBeDefined();
    await visit.open('/cost/budgets');
    await page.getByRole('button', { name: 'Remove budget-ui' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(async () => (await service.get('/api/cost/budgets')).body.total, patient).toBe(0);
    await page.getByRole('article', { name: 'Budget budget-ui' }).waitFor({ state: 'detached' });
  });

  it('one finds who did it in the audit log, and takes it along as CSV', async () => {
    await visit.open('/audit?text=queue-backup-ui');
    await page.getByRole('gridcell', { name: 'alert_rule.created' }).waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /^CSV/ }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(lines[0]).toMatch(/timestamp,.*actor,.*action,.*resource/);
    expect(lines.find((line) => line.includes('alert_rule.created'))).toContain('queue-backup-ui');
  });

  it('one looks at what was known before, and cannot act there', async () => {
    await page.goto(`/alerts?asOf=${beginning}`);
    await page.getByText('As it was known on').waitFor();
    await visit.settled();
    expect(await page.getByRole('row', { name: /queue-backup-ui/ }).count()).toBe(0);
    await page.goto(`/alerts/rules?asOf=${beginning}`);
    await visit.settled();
    expect(await page.getByRole('link', { name: 'New rule' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByRole('link', { name: 'New rule' }).waitFor();
    // Nobody takes the present for an instant that was not understood.
    await page.goto('/alerts/rules?asOf=yesterday');
    await page.getByRole('alert').getByText('“yesterday” is no instant').waitFor();
    await page.getByRole('button', { name: 'Choose an instant' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Show' }).click();
    await page.getByText('As it was known on').waitFor();
    expect(new URL(page.url()).searchParams.get('asOf')).toMatch(/^2.*Z$/);
    await page.getByRole('button', { name: 'Back to now' }).click();
  });

  it('who may only look sees no button that would be refused', async () => {
    const viewer = await browser.visit(service.url);
    await viewer.signIn(await service.createKey('viewer'));
    await viewer.open('/alerts/rules');
    await viewer.page.getByText('queue-backup-ui').first().waitFor();
    for (const path of [
      '/alerts/rules',
      `/alerts/${alertId}`,
      '/silences',
      '/channels',
      '/cost/budgets',
      '/settings',
    ]) {
      await viewer.open(path);
      const main = viewer.page.getByRole('main');
      const acts = main.getByRole('button', {
        name: /^(acknowledge|silence|new|make|set|delete|remove|disable|rebuild|test|withdraw)/i,
      });
      expect([path, await acts.allTextContents()]).toEqual([path, []]);
      expect([path, await main.getByRole('link', { name: /^new /i }).count()]).toEqual([path, 0]);
    }
    expect(viewer.complaints).toEqual([]);
    await viewer.close();
  });

  it('one who went astray keeps the navigation and finds the way back', async () => {
    const main = page.getByRole('main');
    await visit.open('/nonsense/of/mine');
    await main.getByText('There is no such page').waitFor();
    expect(await page.getByRole('navigation').first().getByRole('link', { name: 'Agents', exact: true }).count()).toBe(
      1,
    );
    await visit.open('/agents/nope');
    await main.getByText('There is no such agent').waitFor();
    await main.getByRole('link', { name: 'All agents' }).click();
    await page.getByRole('heading', { level: 1, name: 'Agents' }).waitFor();
  });

  it('one is told when the service is away, and it is asked less and less', async () => {
    const away = await browser.visit(service.url);
    // Minutes of the page pass in no time.
    await away.page.clock.install();
    await away.signIn(service.adminKey);
    await away.open('/');
    const asked: string[] = [];
    await away.page.context().route('**/*', (route) => {
      asked.push(new URL(route.request().url()).pathname);
      return route.abort();
    });
    await away.page.getByRole('button', { name: 'Refresh now' }).click();
    await away.page.getByText('The service does not answer').waitFor();
    await away.page.clock.runFor('02:00');
    asked.length = 0;
    await away.page.clock.runFor('05:00');
    // One probe for the whole page, at most every half a minute or so.
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length, [...new Set(asked)].join(' ')).toBeLessThan(20);
    await away.close();
  });

  it('one is told when the service goes, without asking anything, and all comes back with it', async () => {
    const database = await createTestDatabase();
    let other = await startTestService({ database });
    const gone = await browser.visit(other.url);
    gone.page.setDefaultTimeout(60_000);
    await gone.signIn(other.adminKey);
    await gone.open('/?refresh=off');
    const staying = await gone.page.context().newPage();
    staying.setDefaultTimeout(60_000);
    await staying.goto('/?refresh=off');
    const parts = staying.getByRole('region', { name: 'Service' });
    await parts.getByRole('link', { name: /^Parts Up/ }).waitFor();
    await staying.getByText('Nothing fires').waitFor();
    await staying.getByText(/^\d+ s ago$/).waitFor();
    await staying.evaluate(() => Object.assign(globalThis, { notLoadedAnew: true }));

    await other.close();
    await staying.getByText(/Last heard of at/).waitFor();
    await parts.getByRole('link', { name: /^Parts Unknown since/ }).waitFor();
    await staying
      .getByRole('region', { name: 'Firing alerts' })
      .getByText(/not updated for /)
      .waitFor();

    // A page whose files this window does not have yet.
    await gone.page.getByText(/Last heard of at/).waitFor();
    await gone.page.getByRole('navigation').first().getByRole('link', { name: 'Audit' }).click();
    await gone.page.getByText('This page loads by itself when the service is back.').waitFor();

    other = await startTestService({ database, env: { ORCHESTRATE_PORT: new URL(other.url).port } });
    await gone.page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
    await parts.getByRole('link', { name: /^Parts Up/ }).waitFor();
    await staying.getByText(/Last heard of at/).waitFor({ state: 'detached' });
    expect(await staying.getByText(/not updated for /).count()).toBe(0);
    expect(await staying.evaluate(() => 'notLoadedAnew' in globalThis)).toBe(true);
    await gone.close();
    await other.close();
    await database.drop();
  });
});
