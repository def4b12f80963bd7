import { InvalidArgumentError } from 'commander';

export interface Matcher {
  readonly name: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** A condition on a label, from `queue=pr_queue`, `team!=core` or `host=~"web.*"`. */
export function matcher(text: string): Matcher {
  const [, name, op, value = ''] = /^([^=!~\s]+)\s*(=~|!~|!=|=)\s*(.*)$/s.exec(text) ?? [];
  if (name === undefined) {
    throw new InvalidArgumentError('Give a label, an operator (=, !=, =~, !~) and a value, as in queue=pr_queue.');
  }
  const plain = /^"(.*)"$/s.exec(value)?.[1] ?? value;
  return { name, op: op as Matcher['op'], value: plain };
}
