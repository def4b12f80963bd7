import type { CommandWords } from './command-words.js';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** The script that teaches a shell the program's words. It needs nothing of the program while it completes. */
export function completionScript(shell: Shell, commands: readonly CommandWords[]): string {
  return { bash, zsh, fish }[shell](commands);
}

/** ` keys create`: each word with a blank before it, so that the program itself is the empty text. */
const place = (path: readonly string[]): string => path.map((word) => ` ${word}`).join('');

const places = (commands: readonly CommandWords[]): string[] =>
  commands.filter(({ path }) => path.length > 0).map(({ path }) => quote(place(path)));

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const wordsOf = ({ commands, arguments: choices, options }: CommandWords): string[] => [
  ...commands.map(({ word }) => word),
  ...choices,
  ...options.map(({ word }) => word),
];

/** The cases of values after an option, then those of words after a command; `offer` is the shell's own way to say it. */
function cases(commands: readonly CommandWords[], offer: (words: readonly string[]) => string) {
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ word, values }) => `    ${quote(`${place(path)} ${word}`)}) ${offer(values)}; return ;;`),
  );
  const words = commands.map((command) => `    ${quote(place(command.path))}) ${offer(wordsOf(command))} ;;`);
  return { values: values.join('\n'), words: words.join('\n') };
}

function bash(commands: readonly CommandWords[]): string {
  const { values, words } = cases(
    commands,
    (offered) => `COMPREPLY=($(compgen -W ${quote(offered.join(' '))} -- "$current"))`,
  );
  return `# bash completion of orchestrate
_orchestrate() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" place='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$place \${COMP_WORDS[i]}" in
    ${places(commands).join('|')}) place="$place \${COMP_WORDS[i]}" ;;
    esac
  done
  COMPREPLY=()
  case "$place $before" in
${values}
  esac
  case "$place" in
${words}
  esac
}
complete -F _orchestrate orchestrate
`;
}

function zsh(commands: readonly CommandWords[]): string {
  const { values, words } = cases(commands, (offered) => `compadd -- ${offered.map(quote).join(' ')}`);
  return `#compdef orchestrate
# zsh completion of orchestrate
_orchestrate() {
  local place='' before="\${words[CURRENT - 1]}" i
  for ((i = 2; i < CURRENT; i++)); do
    case "$place \${words[i]}" in
    ${places(commands).join('|')}) place="$place \${words[i]}" ;;
    esac
  done
  case "$place $before" in
${values}
  esac
  case "$place" in
${words}
  esac
}
if [ "\${funcstack[1]}" = "_orchestrate" ]; then _orchestrate "$@"; else compdef _orchestrate orchestrate; fi
`;
}

function fish(commands: readonly CommandWords[]): string {
  const text = (words: string) => `'${words.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = commands.flatMap(({ path, commands: children, arguments: choices, options }) => {
    const here = `complete -c orchestrate -f -n ${text(`__orchestrate_at ${text(place(path))}`)}`;
    return [
      ...children.map(({ word, about }) => `${here} -a ${word} -d ${text(about)}`),
      ...(choices.length > 0 ? [`${here} -a ${text(choices.join(' '))}`] : []),
      ...options.map(({ word, about, takesValue, values }) => {
        const value = takesValue ? ` -x${values.length > 0 ? ` -a ${text(values.join(' '))}` : ''}` : '';
        return `${here} -l ${word.replace(/^--/, '')}${value} -d ${text(about)}`;
      }),
    ];
  });
  return `# fish completion of orchestrate
function __orchestrate_at
  set -l place ''
  set -l given (commandline -opc)
  set -e given[1]
  for word in $given
    switch "$place $word"
      case ${places(commands).join(' ')}
        set place "$place $word"
    end
  end
  test "$place" = "$argv[1]"
end
complete -c orchestrate -f
${lines.join('\n')}
`;
}
