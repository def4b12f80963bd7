/** Why a file of rules or of their tests cannot be run at all. Its message names the file and the field. */
export class RuleTestError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RuleTestError';
  }
}
