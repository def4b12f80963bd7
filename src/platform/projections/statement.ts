import { createHash } from 'node:crypto';
import type { CustomTypesConfig, PoolClient, QueryArrayConfig } from 'pg';

/** One SQL statement; its rows come as arrays of the text that the server sent, undecoded. */
export interface Statement {
  /** Prepared once per connection under this name, made by `preparedName`; parsed and planned each time without one. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export type RawRow = readonly (string | null)[];

const undecoded: CustomTypesConfig = {
  getTypeParser: (() => (raw: unknown) => raw) as CustomTypesConfig['getTypeParser'],
};

/** A name for a statement whose plan does not depend on how many rows there are: an insert, a checkpoint moved on. */
export function preparedName(text: string): string {
  return `projections_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
}

/** Tells which statement of several failed. */
export class StatementFailed extends Error {
  constructor(
    readonly index: number,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.name = 'StatementFailed';
  }
}

/**
 * Runs statements in order on one connection: all sent at once when the connection pipelines, so that a page costs
 * one round trip. Throws StatementFailed with the first that failed, after all have been answered.
 */
export async function runStatements(
  client: PoolClient,
  statements: readonly Statement[],
): Promise<readonly (readonly RawRow[])[]> {
  const send = async (statement: Statement): Promise<RawRow[]> => {
    const query: QueryArrayConfig<unknown[]> = {
      ...(statement.name !== undefined && { name: statement.name }),
      text: statement.text,
      values: statement.values as unknown[],
      rowMode: 'array',
      types: undecoded,
    };
    return (await client.query<(string | null)[]>(query)).rows;
  };
  const pipelined = (client as PoolClient & { pipeline?: boolean }).pipeline === true;
  const answers: RawRow[][] = [];
  if (pipelined) {
    const settled = await Promise.allSettled(statements.map(send));
    settled.forEach((outcome, index) => {
      if (outcome.status === 'rejected') throw new StatementFailed(index, outcome.reason);
      answers.push(outcome.value);
    });
    return answers;
  }
  for (const [index, statement] of statements.entries()) {
    try {
      answers.push(await send(statement));
    } catch (error) {
      throw new StatementFailed(index, error);
    }
  }
  return answers;
}
