/** grafana/dashboards/*.json: the dashboards of grafana/src, as Grafana imports them. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformFile } from '@swc/core';

const root = join(import.meta.dirname, '../..');
const sources = join(root, 'grafana/src');
/** Within the checkout, where the packages that they import are found. */
const compiled = join(root, '.grafana-dist');

export async function generate() {
  await compile();
  const { templates } = await import(pathToFileURL(join(compiled, 'templates.js')).href);
  await rm(compiled, { recursive: true });
  return Object.fromEntries(
    Object.entries(templates()).map(([name, dashboard]) => [
      `grafana/dashboards/${name}.json`,
      JSON.stringify(dashboard, null, 2),
    ]),
  );
}

async function compile() {
  await rm(compiled, { recursive: true, force: true });
  for (const entry of await readdir(sources, { recursive: true })) {
    if (!entry.endsWith('.ts')) continue;
    const { code } = await transformFile(join(sources, entry), { configFile: join(root, '.swcrc'), sourceMaps: false });
    const file = join(compiled, entry.replace(/\.ts$/, '.js'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, code);
  }
}
