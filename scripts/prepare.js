/**
 * Installs the git hooks for somebody who develops: not in CI, not without git, and never in the way of an install.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const lefthook = join(root, 'node_modules', 'lefthook', 'bin', 'index.js');
const wanted = !process.env['CI'] && process.env['LEFTHOOK'] !== '0';

if (wanted && existsSync(join(root, '.git')) && existsSync(lefthook)) {
  const { status } = spawnSync(process.execPath, [lefthook, 'install'], { cwd: root, stdio: 'ignore' });
  if (status !== 0) console.warn('git hooks were not installed; `npx lefthook install` says why');
}
