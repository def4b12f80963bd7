import type { Argument, Command, Option } from 'commander';

/** A word that may come next, and what it is for. */
export interface Word {
  readonly word: string;
  readonly about: string;
}

/** One command and the words that may follow it. */
export interface CommandWords {
  /** `['keys', 'create']`; empty for the program itself. */
  readonly path: readonly string[];
  readonly commands: readonly Word[];
  readonly options: readonly (Word & { readonly values: readonly string[]; readonly takesValue: boolean })[];
  /** What its first argument may be, when that is known. */
  readonly arguments: readonly string[];
}

/** Every command of the program, depth first. */
export function commandWords(program: Command): readonly CommandWords[] {
  const common = program.options;
  const collect = (command: Command, path: readonly string[]): CommandWords[] => {
    const options = command === program ? command.options : [...command.options, ...common.filter(isShared)];
    return [
      {
        path,
        commands: command.commands.map((child) => ({ word: child.name(), about: child.description() })),
        options: [...options.map(optionWord), { word: '--help', about: 'show help', values: [], takesValue: false }],
        arguments: argumentChoices(command.registeredArguments[0]),
      },
      ...command.commands.flatMap((child) => collect(child, [...path, child.name()])),
    ];
  };
  return collect(program, []);
}

const isShared = ({ long }: Option) => long !== '--version';

function optionWord(option: Option): CommandWords['options'][number] {
  return {
    word: option.long ?? option.flags,
    about: option.description,
    values: option.argChoices ?? [],
    takesValue: option.required || option.optional,
  };
}

function argumentChoices(argument: Argument | undefined): readonly string[] {
  return argument?.argChoices ?? [];
}
