import { isSecretName } from './secret-names.js';

/** One cheap look before the search: a secret's name has one of these in it. */
const worthALook = /passw|passphrase|pwd|secret|credential|key|token|dsn|authorization|connection/i;

const name = String.raw`((?:\b(?:api|private|access|signing|encryption|admin|auth|connection) )?\b[a-z_][\w.-]{0,100})`;
/** `NAME=`, `name: `, `"name": ` – up to where the value begins. `==`, `=>`, `::` and `://` assign nothing. */
const assignment = new RegExp(String.raw`${name}\\?["'\`]?([ \t]{0,3}(?:=(?![=>])|:(?![:/]))[ \t]{0,3})`, 'gi');
/** `--name value`; `--name=value` is an assignment. */
const option = /(?<![\w-])--([a-z][\w.-]{0,100})([ \t]{1,3})(?![-=])/gi;

const quoted = [
  /"(?<text>(?:\\.|[^"\\\n]){1,2000})"/y,
  /'(?<text>(?:\\.|[^'\\\n]){1,2000})'/y,
  /`(?<text>(?:\\.|[^`\\\n]){1,2000})`/y,
  /\\"(?<text>[^"\\\n]{1,2000})\\"/y,
];
/** Up to a space, a quote or the next assignment of a query or a connection string. */
const bare = /(?:(?![&;,][\w.-]{1,60}=)[^\s"'`])+/y;
/** What a sentence puts after a value. */
const sentenceMarks = ',;.)]}\\';

/** Names of files, as in `token.ts:12`. */
const fileName = /\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|rb|cs|php|sh|sql|md|txt|json|ya?ml|toml|html|css|log|lock)$/i;
/** What points at a secret or stands in for it, instead of being one. */
const standIn =
  /^(?:\$[a-z_{(]|%[a-z_]|[[{(<]|[.*x…•]+$|(?:process\.env|os\.environ|env|secrets|vars|config|settings|this|self)\b[.[]|[a-z_$][\w$.]*\(|(?:null|nil|none|undefined|true|false)$)/i;
const count = /^~?[\d.,_/:%]+[km]?$/i;
const countedName = /(?:tokens|secrets|credentials|keys)$/i;
const word = /^(?=.{1,24}$)[\p{L}]{1,15}(?:['’-][\p{L}]{1,15})*$/u;

/**
 * The text with `replacement` in place of every value that is assigned to a secret's name (see {@link isSecretName}).
 * After `=` any value is one; after a colon, spaces or an option's name, where prose may go on as well, only what no
 * ordinary word is. References such as `$TOKEN`, counts of tokens and lines of files stay.
 */
export function withoutAssignedSecrets(text: string, replacement: string): string {
  if (!worthALook.test(text)) return text;
  return replaceValues(replaceValues(text, assignment, replacement), option, replacement);
}

function replaceValues(text: string, names: RegExp, replacement: string): string {
  let clean = '';
  let kept = 0;
  names.lastIndex = 0;
  for (let found = names.exec(text); found; found = names.exec(text)) {
    const [, called = '', separator = ''] = found;
    if (!isSecretName(called) || fileName.test(called)) continue;
    const value = valueAt(text, names.lastIndex);
    if (!value || !isSecretValue(called, separator, value)) continue;
    clean += text.slice(kept, value.from) + replacement;
    kept = value.from + value.text.length;
    names.lastIndex = kept;
  }
  return kept === 0 ? text : clean + text.slice(kept);
}

interface Value {
  readonly text: string;
  readonly from: number;
  readonly isQuoted: boolean;
}

function valueAt(text: string, at: number): Value | undefined {
  for (const pattern of quoted) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.groups?.text;
    if (found !== undefined) return { text: found, from: text.indexOf(found, at + 1), isQuoted: true };
  }
  bare.lastIndex = at;
  const found = bare.exec(text)?.[0] ?? '';
  let { length } = found;
  while (length > 0 && sentenceMarks.includes(found[length - 1]!)) length -= 1;
  return length === 0 ? undefined : { text: found.slice(0, length), from: at, isQuoted: false };
}

function isSecretValue(called: string, separator: string, { text, isQuoted }: Value): boolean {
  if (standIn.test(text)) return false;
  if (count.test(text) && countedName.test(called)) return false;
  if (/^pwd$/i.test(called) && /^[/~]/.test(text)) return false;
  if (separator === '=') return true;
  return isQuoted ? text.length > 2 : text.length > 3 && !word.test(text);
}
