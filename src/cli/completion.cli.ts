import { Argument, type Command } from 'commander';
import type { Cli } from './cli.js';
import { completionScript, SHELLS, type Shell } from './completion-scripts.js';
import { commandWords } from './command-words.js';

const HOW_TO = `
Put one of these where your shell starts:
  bash  source <(orchestrate completion bash)
  zsh   source <(orchestrate completion zsh)      # after compinit
  fish  orchestrate completion fish | source`;

export function addCompletion(program: Command, cli: Cli): void {
  program
    .command('completion')
    .description('print a script that completes commands and options in your shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .addHelpText('after', HOW_TO)
    .action((shell: Shell, _options: object, command: Command) => {
      const script = completionScript(shell, commandWords(program));
      cli.show(command, { shell, script }, () => script);
    });
}
