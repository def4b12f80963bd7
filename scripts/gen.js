/**
 * Writes every generated file of the repository, or with --check compares them and lists what has drifted.
 * Each scripts/generators/<name>.gen.js exports `generate()`, which answers {path: content}; generators read the
 * compiled sources in dist/, so build first (`npm run gen` does).
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const names = (await readdir(join(import.meta.dirname, 'generators'))).filter((name) => name.endsWith('.gen.js'));
const drifted = [];
let total = 0;

for (const name of names.sort()) {
  const { generate } = await import(`./generators/${name}`);
  for (const [path, content] of Object.entries(await generate())) {
    total += 1;
    const file = join(root, path);
    const wanted = await pretty(file, content);
    const present = await readFile(file, 'utf8').catch(() => undefined);
    if (present === wanted) continue;
    drifted.push(path);
    if (check) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, wanted);
  }
}

if (!check) {
  console.log(drifted.length === 0 ? `${total} generated files are up to date` : `wrote ${drifted.join(', ')}`);
} else if (drifted.length > 0) {
  console.error(`generated files have drifted from their sources: ${drifted.join(', ')}; run \`npm run gen\``);
  process.exitCode = 1;
} else {
  console.log(`${total} generated files agree with their sources`);
}
// Whatever a generator left open (a compiled application, a pool) must not hold the program.
process.exit();

/** Formatted as the repository formats it, where Prettier knows the kind of file. */
async function pretty(file, content) {
  if (!/\.(md|json|ts|ya?ml)$/.test(file)) return content;
  return format(content, { ...(await resolveConfig(file)), filepath: file });
}
