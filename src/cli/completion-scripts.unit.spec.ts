import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cli } from '../../test/support/cli.js';

const script = async (shell: string) => (await cli(['completion', shell])).out;

/** What bash offers at the end of a line; the last word is the one being typed. */
async function offered(line: string): Promise<string[]> {
  const words = line.split(' ');
  const source = `${await script('bash')}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_orchestrate
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync('bash', ['--noprofile', '--norc', '-c', source], { encoding: 'utf8' });
  return output.split('\n').filter((word) => word !== '');
}

describe('completion in bash', () => {
  it.each([
    ['orchestrate ', ['serve', 'agents', 'audit', 'projections', 'keys', 'config', 'completion', '--url', '--version']],
    ['orchestrate keys ', ['list', 'create', 'revoke', '--json']],
    ['orchestrate keys create --ro', ['--role']],
    ['orchestrate keys create --role ', ['admin', 'operator', 'viewer', 'reporter']],
    ['orchestrate keys create --name keys --role re', ['reporter']],
    ['orchestrate completion ', ['bash', 'zsh', 'fish']],
    ['orchestrate projections rebuild --w', ['--wait']],
    ['orchestrate --json agents list --st', ['--state', '--story']],
  ])('offers at %j at least %j', async (line, expected) => {
    expect(await offered(line)).toEqual(expect.arrayContaining(expected));
  });

  it.each(['orchestrate keys create --name ', 'orchestrate nonsense xyz', 'orchestrate --url '])(
    'offers no word of its own at %j',
    async (line) => {
      expect((await offered(line)).filter((word) => !word.startsWith('--'))).not.toContain('create');
    },
  );

  it('offers nothing for a value that only the user knows', async () => {
    expect(await offered('orchestrate keys create --name ')).toEqual([]);
  });
});

describe.each(['bash', 'zsh', 'fish'])('completion for %s', (shell) => {
  it('knows every command', async () => {
    const text = await script(shell);
    for (const word of ['agents', 'rebuild', 'revoke', 'check', '__orchestrate_at'].slice(
      0,
      shell === 'fish' ? 5 : 4,
    )) {
      expect(text).toContain(word);
    }
  });
});
