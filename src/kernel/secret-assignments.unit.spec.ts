import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutAssignedSecrets } from './secret-assignments.js';

const clean = (text: string) => withoutAssignedSecrets(text, '[redacted]');

describe('a secret that is assigned to its name', () => {
  it.each([
    ['ORCHESTRATE_API_KEY=orc', 'ORCHESTRATE_API_KEY=[redacted]'],
    ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPx= next', 'AWS_SECRET_ACCESS_KEY=[redacted] next'],
    ['export DB_PASSWORD="two words" && run', 'export DB_PASSWORD="[redacted]" && run'],
    ["TOKEN='a\\'b' x", "TOKEN='[redacted]' x"],
    ['password: hunter2, then go', 'password: [redacted], then go'],
    ['(password=hunter).', '(password=[redacted]).'],
    ['X-Api-Key: 9f8e7d6c', 'X-Api-Key: [redacted]'],
    ['the API key: 9f8e7d6c5b', 'the API key: [redacted]'],
    ['smtp.password = s3cret!', 'smtp.password = [redacted]'],
    ['{"user":"ada","password":"correct horse","n":1}', '{"user":"ada","password":"[redacted]","n":1}'],
    [String.raw`{\"clientSecret\":\"abc def\",\"n\":1}`, String.raw`{\"clientSecret\":\"[redacted]\",\"n\":1}`],
    ['login --password hunter2 --user ada', 'login --password [redacted] --user ada'],
    ['login --token=abc --user ada', 'login --token=[redacted] --user ada'],
    ['login --api-key "a b"', 'login --api-key "[redacted]"'],
    ['/cb?state=1&access_token=abc&x=2', '/cb?state=1&access_token=[redacted]&x=2'],
    ['Server=db;Password=a&b;Database=app', 'Server=db;Password=[redacted];Database=app'],
    ['config: password=hunter2', 'config: password=[redacted]'],
    ['//registry.npmjs.org/:_authToken=abc', '//registry.npmjs.org/:_authToken=[redacted]'],
    ['PASSWORD=a\nAPI_KEY=b\n', 'PASSWORD=[redacted]\nAPI_KEY=[redacted]\n'],
    ['PASSWORD=12345678', 'PASSWORD=[redacted]'],
  ])('is taken out of %s', (text, expected) => expect(clean(text)).toBe(expected));

  it('is taken out wherever it stands, and once is enough', () => {
    const names = fc.constantFrom('DB_PASSWORD', 'ORCHESTRATE_API_KEY', 'githubToken', 'client-secret');
    const values = fc.stringMatching(/^[A-Za-z0-9+/_-]{8,40}[0-9]$/);
    const around = fc.stringMatching(/^[a-z ,.:=\n-]{0,40}$/);
    fc.assert(
      fc.property(around, names, values, around, (before, name, value, after) => {
        const once = clean(`${before} ${name}=${value} ${after}`);
        expect(once).toContain(`${name}=[redacted] ${after}`);
        expect(clean(once)).toBe(once);
      }),
    );
  });
});

describe('ordinary text', () => {
  it.each([
    'max_tokens=4096, tokens: 12000 in, cache_read_tokens=512 and tokens=300',
    'token: expired; password: required. Secret: rotated weekly',
    'the password: it must be changed',
    'use --token to pass it, or --password from a file',
    'curl -H "X-Api-Key: $KEY" --token "$TOKEN" --password=${DB_PASSWORD} -u <user>',
    'API_KEY=<your key> SECRET=*** TOKEN=... token=null password=undefined',
    'src/token.ts:12:5 and secrets.ts: error TS2322 in src/api-key.spec.ts:7',
    'if (token === null) return; const token = getToken(); token == other; token => token',
    'apiKey: process.env.API_KEY, token: string; secret: z.string()',
    'token: ${{ secrets.GITHUB_TOKEN }} and tokens: ["a", "b"]',
    'PWD=/home/ada/work and pwd: /srv',
    'Token::parse, std::string key=value, primaryKey: 17, author: Ada99',
    'unexpected token: "}" at 10:30',
    'The `token`: the text that a caller sends.',
    'PASSWORD=[redacted] password: [redacted]',
    'Tokens used: 1500; token budget: 20000; token_count=5',
  ])('stays: %s', (text) => expect(clean(text)).toBe(text));
});

describe('the search', () => {
  // Were it not, these would take hours.
  it('is linear in the text', () => {
    for (const part of ['token=', 'a-', 'token=)', '"token":"', '--token ', 'api key: ', 'token=a&a'])
      expect(clean(part.repeat(200_000)).length).toBeGreaterThan(0);
    expect(clean(`token=${')'.repeat(1_000_000)}`).length).toBeGreaterThan(0);
    expect(clean(`token="${'\\'.repeat(1_000_000)}`).length).toBeGreaterThan(0);
  });
});
