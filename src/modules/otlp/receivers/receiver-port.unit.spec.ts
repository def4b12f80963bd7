import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { type OpenPort, ReceiverPort } from './receiver-port.service.js';

const inUse = () => Promise.reject(new Error('listen EADDRINUSE: address already in use 127.0.0.1:4318'));
const portAt = (port: number, close = vi.fn<() => Promise<void>>(async () => {})): OpenPort => ({ port, close });

function receiver(open: (port: number) => Promise<OpenPort>, lines: string[] = []) {
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  return new ReceiverPort({ name: 'otlp-http', port: 4318, open, logger, retryMs: 1 });
}

describe('ReceiverPort', () => {
  it('is up with its port once it is open', async () => {
    const port = receiver(async () => portAt(4318));
    await port.start();
    expect(await port.check()).toEqual({ status: 'up', details: { port: 4318 } });
    await port.close();
    expect(port.port).toBeUndefined();
  });

  it('says in the log and to /readyz that its port is in use, and opens it when it has become free', async () => {
    const lines: string[] = [];
    let free = false;
    const port = receiver(() => (free ? Promise.resolve(portAt(4318)) : inUse()), lines);
    await port.start();
    expect(await port.check()).toMatchObject({ status: 'degraded', reason: 'port 4318 is in use' });
    expect(lines.join('')).toContain('otlp-http: port 4318 is in use; everything else runs');
    free = true;
    await vi.waitFor(() => expect(port.port).toBe(4318), 60_000);
    await port.close();
  });

  it('does not open after it was closed, and closes what was just being opened', async () => {
    const close = vi.fn<() => Promise<void>>(async () => {});
    let opened: (port: OpenPort) => void = () => {};
    const opening = new Promise<OpenPort>((resolve) => (opened = resolve));
    let attempts = 0;
    const port = receiver(() => (++attempts === 1 ? inUse() : opening));
    await port.start();
    await vi.waitFor(() => expect(attempts).toBe(2), 60_000);
    const closed = port.close();
    opened(portAt(4318, close));
    await closed;
    expect([close.mock.calls.length, attempts, port.port]).toEqual([1, 2, undefined]);
  });
});
