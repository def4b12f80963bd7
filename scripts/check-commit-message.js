/** Refuses a commit message whose first line is not a conventional one; see CONTRIBUTING.md. */
import { readFileSync } from 'node:fs';

const TYPES = ['feat', 'fix', 'perf', 'refactor', 'test', 'docs', 'build', 'ci', 'chore', 'revert'];
const [first = ''] = readFileSync(process.argv[2], 'utf8').split('\n');
const conventional = new RegExp(`^(${TYPES.join('|')})(\\([a-z0-9-]+\\))?!?: \\S.*$`);

if (!/^(Merge|Revert|fixup!|squash!) /.test(first) && !conventional.test(first)) {
  console.error(`"${first}" is not a conventional message; write "type(scope): what it does"`);
  console.error(`types: ${TYPES.join(', ')}`);
  process.exitCode = 1;
}
