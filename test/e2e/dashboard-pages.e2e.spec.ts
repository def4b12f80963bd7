import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDemo } from '../../src/demo/run-demo.js';
import { browserPath, TestBrowser, type Visit } from '../support/browser.js';
import { startTestService, type TestService } from '../support/service.js';

/** Every page that the navigation leads to. */
const pages = [
  '/',
  '/explore',
  '/agents',
  '/traces',
  '/alerts',
  '/alerts/rules',
  '/alerts/rules/new',
  '/silences',
  '/channels',
  '/notifications',
  '/cost',
  '/cost/budgets',
  '/cost/recommendations',
  '/performance',
  '/delivery',
  '/audit',
  '/settings',
  '/settings?tab=telemetry',
  '/settings?tab=configuration',
  '/settings?tab=prices',
  '/settings?tab=metrics',
  '/settings?tab=traces',
  '/settings?tab=keys',
] as const;

/** Pages that say how to begin while nothing was ever reported, instead of zeros. */
const firstSteps: Readonly<Record<string, { readonly title: string; readonly not: RegExp }>> = {
  '/delivery': { title: 'No delivery has been reported yet', not: /a day|0 of 0|in this range of time/ },
  '/performance': { title: 'No agent has been reported yet', not: /Nobody|unknown|in this range of time/ },
  '/cost/recommendations': { title: 'No agent has been reported yet', not: /Nothing to save/ },
};

const nameOf = (path: string) => path.replaceAll(/[^a-z]+/g, '-').replace(/^-|-$/g, '') || 'overview';

describe.skipIf(browserPath() === undefined)('the pages of the dashboard', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser.stop());

  describe('on a fleet at work', () => {
    let service: TestService;
    beforeAll(async () => {
      service = await startTestService();
      const apiKey = await service.createKey('reporter');
      const present = Date.now();
      await runDemo({ url: service.url, apiKey, historyDays: 3, durationMs: 0, now: () => present });
      await service.post('/api/channels', {
        name: 'hook',
        kind: 'webhook',
        config: { url: 'https://hooks.example.com/orchestrate' },
      });
    }, 300_000);
    afterAll(() => service.close());

    describe.each([
      { colourScheme: 'light', width: 1440, height: 900 },
      { colourScheme: 'dark', width: 380, height: 800 },
    ] as const)('$colourScheme, $width px wide', ({ colourScheme, width, height }) => {
      let visit: Visit;
      beforeAll(async () => {
        visit = await browser.visit(service.url, { colourScheme, width, height });
        await visit.signIn(service.adminKey);
      });
      afterAll(() => visit.close());

      it.each(pages)('%s opens without a complaint, for everybody', async (path) => {
        const before = visit.complaints.length;
        await visit.open(path);
        expect(await visit.page.getByRole('alert').allTextContents()).toEqual([]);
        expect(await visit.inaccessible()).toEqual([]);
        expect(visit.complaints.slice(before)).toEqual([]);
        await visit.picture(`${nameOf(path)}-${colourScheme}-${width}`);
      });
    });
  });

  describe('on an empty service', () => {
    let service: TestService;
    let visit: Visit;
    beforeAll(async () => {
      service = await startTestService();
      visit = await browser.visit(service.url, { colourScheme: 'dark' });
      await visit.signIn(service.adminKey);
    });
    afterAll(async () => {
      await visit.close();
      await service.close();
    });

    it.each(pages)('%s opens, and shows nothing that is not known', async (path) => {
      const before = visit.complaints.length;
      await visit.open(path);
      expect(await visit.page.getByRole('alert').allTextContents()).toEqual([]);
      const main = await visit.page.getByRole('main').innerText();
      expect(main).not.toMatch(/\bNaN\b|\bundefined\b|\bInfinity\b|\[object /);
      expect(visit.complaints.slice(before)).toEqual([]);
      await visit.picture(`${nameOf(path)}-empty`);
      const first = firstSteps[path];
      if (!first) return;
      await visit.page.getByRole('heading', { name: first.title }).waitFor();
      expect(await visit.page.getByRole('main').innerText()).not.toMatch(first.not);
      expect(await visit.inaccessible()).toEqual([]);
    });
  });
});
