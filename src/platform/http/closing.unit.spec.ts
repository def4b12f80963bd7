import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fastify } from 'fastify';
import { expect, it } from 'vitest';
import { QuietConnections, refuseWhileClosing } from './closing.js';

it('refuses what comes while the server closes, and finishes what is under way', async () => {
  const app = fastify({ return503OnClosing: false });
  const steps = new EventTarget();
  const step = (name: string) => once(steps, name);
  const [entered, closing, released] = [step('entered'), step('closing'), step('released')];
  refuseWhileClosing(app);
  app.addHook('preClose', (done) => {
    steps.dispatchEvent(new Event('closing'));
    done();
  });
  app.setErrorHandler(
    (error, _request, reply) => void reply.status(503).send({ code: (error as { code?: string }).code }),
  );
  app.get('/slow', async () => {
    steps.dispatchEvent(new Event('entered'));
    await released;
    return 'finished';
  });
  await app.listen({ port: 0, host: '127.0.0.1' });

  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  const answers = text(socket);
  socket.write('GET /slow HTTP/1.1\r\nhost: here\r\n\r\n');
  await entered;
  const closed = app.close();
  await closing;
  socket.write('GET /slow HTTP/1.1\r\nhost: here\r\n\r\n');
  steps.dispatchEvent(new Event('released'));
  expect(await answers).toMatch(/200 OK[^]*finished[^]*503 Service Unavailable[^]*"SHUTTING_DOWN"/);
  await closed;
});

it('closes connections that were opened ahead of need, and those between two requests, but none in use', async () => {
  const app = fastify({ forceCloseConnections: false });
  const steps = new EventTarget();
  const [entered, released] = [once(steps, 'entered'), once(steps, 'released')];
  app.get('/', async () => 'at once');
  app.get('/slow', async () => {
    steps.dispatchEvent(new Event('entered'));
    await released;
    return 'finished';
  });
  const connections = new QuietConnections(app.server);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const open = async () => {
    const accepted = once(app.server, 'connection');
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    await Promise.all([once(socket, 'connect'), accepted]);
    return socket;
  };
  const unused = await open();
  const used = await open();
  used.write('GET / HTTP/1.1\r\nhost: here\r\n\r\n');
  await once(used, 'data');
  const busy = await open();
  const answer = text(busy);
  busy.write('GET /slow HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n');
  await entered;
  const [unusedClosed, usedClosed] = [once(unused, 'close'), once(used.resume(), 'close')];
  unused.resume();
  connections.close();
  await Promise.all([unusedClosed, usedClosed]);
  steps.dispatchEvent(new Event('released'));
  expect(await answer).toMatch(/200 OK[^]*finished/);
  await app.close();
});
