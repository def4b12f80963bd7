/**
 * Prints what the first load of the overview fetches as JavaScript, gzipped, and fails when it is more than the limit.
 * It counts the entry, the page, and what the page fetches lazily but at once.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 250;
const dist = process.argv[2] ?? join(import.meta.dirname, '..', 'dist');
const manifestFile = join(dist, '.vite', 'manifest.json');
if (!existsSync(manifestFile)) {
  console.error('dashboard/dist is not built: run `node scripts/ensure-build.js`');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));

const firstLoad = new Set();
for (const start of ['index.html', 'src/pages/overview/index.tsx', 'src/charts/uplot-canvas.tsx']) follow(start);

const sizes = [...firstLoad]
  .map((file) => ({ file, bytes: gzipSync(readFileSync(join(dist, file))).length }))
  .sort((a, b) => b.bytes - a.bytes);
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
for (const { file, bytes } of sizes) console.log(`${kilobytes(bytes).padStart(8)}  ${file}`);
console.log(`${kilobytes(total).padStart(8)}  first load of the overview, gzipped; at most ${LIMIT_KB} KB`);
if (total > LIMIT_KB * 1000) process.exit(1);

function follow(key) {
  const chunk = manifest[key];
  if (!chunk || firstLoad.has(chunk.file)) return;
  if (chunk.file.endsWith('.js')) firstLoad.add(chunk.file);
  for (const next of chunk.imports ?? []) follow(next);
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
