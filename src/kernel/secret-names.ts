const secretWords = new Set([
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'secrets',
  'credential',
  'credentials',
  'apikey',
  'apikeys',
  'privatekey',
  'dsn',
]);
/** Words that make the `key` after them a secret. */
const secretKeyKinds = new Set(
  'api private access signing encryption integration routing auth admin master ssh hmac'.split(' '),
);
/** What may follow `token` or `tokens` in names that only count or limit them. */
const countingWords = new Set(
  'budget budgets limit limits count counts max min usage used total window ttl expiry price prices cost costs threshold rate quota type types'.split(
    ' ',
  ),
);
const countingBefore = new Set('max min total input output cached context completion prompt used'.split(' '));

/** Whether a name says that what it holds is a secret: `GITHUB_TOKEN`, `smtp.password`, not `maxTokens`. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return words.some((word, index) => {
    const before = words[index - 1] ?? '';
    const after = words[index + 1] ?? '';
    if (secretWords.has(word)) return true;
    if (word === 'key' || word === 'keys') return secretKeyKinds.has(before);
    if (word === 'string') return before === 'connection';
    if (word === 'authorization') return index === words.length - 1;
    if (word !== 'token' && word !== 'tokens') return false;
    return !countingWords.has(after) && !(word === 'tokens' && countingBefore.has(before));
  });
}
