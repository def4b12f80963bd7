import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { ImportedAlertRules } from './import-alert-rules.response.js';

/** Takes over the rules of a file: all of them or none. */
export class ImportAlertRules extends Command<ImportedAlertRules> {
  constructor(
    /** The YAML of the file. */
    readonly content: string,
    /** Whether a rule takes the place of the one that has its name. */
    readonly replace: boolean,
    readonly context: CommandContext,
  ) {
    super();
  }
}
