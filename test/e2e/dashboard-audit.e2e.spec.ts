import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { browserPath, TestBrowser, type Visit } from '../support/browser.js';
import { startTestService, type TestService } from '../support/service.js';

describe.skipIf(browserPath() === undefined)('on the audit page of the dashboard', () => {
  let browser: TestBrowser;
  let service: TestService;

  beforeAll(async () => {
    browser = await TestBrowser.start();
    service = await startTestService();
    await vi.waitUntil(async () => (await service.get('/api/audit/verify')).body.status === 'verified');
  }, 120_000);
  afterAll(async () => {
    await browser.stop();
    await service.close();
  });

  const visitAs = async (role: 'operator' | 'viewer'): Promise<Visit> => {
    const visit = await browser.visit(service.url);
    visit.page.setDefaultTimeout(60_000);
    await visit.signIn(await service.createKey(role));
    await visit.open('/audit');
    return visit;
  };
  const lastVerification = async (): Promise<number> => (await service.get('/api/audit/verify')).body.verification;

  it('one sees that the log is what it was, and without the right to operate no more than that', async () => {
    const { page, complaints } = await visitAs('viewer');
    const state = page.getByRole('group', { name: 'Verification of the event log' });
    await state.getByText(/^Verified/).waitFor();
    await state.getByText(/\d+ events, /).waitFor();
    expect(await state.getByRole('button').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('one has it verified, and is told where it is not what it was', async () => {
    const visit = await visitAs('operator');
    const { page } = visit;
    const before = await lastVerification();
    const state = page.getByRole('group', { name: 'Verification of the event log' });
    const client = await service.database.pool.connect();
    const { rows } = await client.query('select event_id from eventlog.events where position = 1');
    await client.query('set session_replication_role = replica');
    await client.query(`update eventlog.events set data = '{}' where position = 1`);
    client.release(true);
    await state.getByRole('button', { name: 'Verify now' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'The event log is not what was sealed' });
    await alert.getByText(`Event ${rows[0].event_id} at position`).waitFor();
    await state.getByText('Failed', { exact: true }).waitFor();
    expect(await lastVerification()).toBeGreaterThan(before);
    await visit.settled();
    await visit.picture('audit-failed');
    expect(await visit.inaccessible()).toEqual([]);
    expect(visit.complaints).toEqual([]);
  });
});
