import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FactKind } from '../../events/fact-kind.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Ids } from '../../kernel/ids.js';
import type { EventLog } from '../../platform/event-store/event-log.js';
import { EVENT_LOG, IDS } from '../../platform/runtime/tokens.js';
import { derivedId } from '../../platform/runtime/uuid-ids.js';
import { type ItemProblem, RecordFacts } from './features/record-facts/record-facts.command.js';
import { warningOf } from './flag-warnings.js';
import { idempotencyKeyHeader, type Reporter } from './reported-by.js';
import type { RecordedFact } from './single-fact.request.js';

/** What facts are reported about: agents, deployments, stories … */
export interface SubjectKind {
  /** In words. */
  readonly name: string;
  /** The field of a fact's data that holds the subject's id; in a request it is `id`. */
  readonly idField: string;
  /** Code of the refusal when there is none of that id. */
  readonly unknownCode: string;
  stream(id: string): string;
  /** Where else the log tells of it, though nothing of its beginning. */
  activity?(id: string): string;
}

/** The fact as a route received it: its fields, and when it happened. */
interface ReportBody {
  readonly occurredAt?: string | undefined;
  readonly [field: string]: unknown;
}

/** Records one fact for a route of its own: what a batch answers as a rejected item is thrown here. */
@Injectable()
export class FactRecorder {
  constructor(
    private readonly commands: CommandBus,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** The fact with which a subject begins; without an id it gets one, the same for the same idempotency key. */
  begin(
    kind: SubjectKind,
    type: string,
    { id, ...body }: ReportBody & { readonly id?: string | undefined },
    by: Reporter,
  ) {
    return this.record(kind, id ?? this.newId(type, by), type, body, by);
  }

  /** A fact about a subject that the log must know. */
  async about(kind: SubjectKind, id: string, type: string, body: ReportBody, by: Reporter): Promise<RecordedFact> {
    if (!(await this.isKnown(kind, id))) {
      throw new DomainError(kind.unknownCode, `there is no ${kind.name} ${id}; report its beginning first`, {
        fault: 'not_found',
        details: { id },
      });
    }
    return this.record(kind, id, type, body, by);
  }

  private async isKnown({ stream, activity }: SubjectKind, id: string): Promise<boolean> {
    for (const streamOf of [stream, activity]) {
      if (streamOf && (await this.log.streamInfo(streamOf(id))).exists) return true;
    }
    return false;
  }

  /** A fact that needs no beginning. */
  async record(
    kind: Pick<SubjectKind, 'idField'>,
    id: string,
    type: string,
    { occurredAt, ...fields }: ReportBody,
    { context, idempotencyKey }: Reporter,
    /** Kinds that no reporter may send in a batch. */
    vouchedKinds: readonly FactKind[] = [],
  ): Promise<RecordedFact> {
    const item = {
      type,
      data: { ...fields, [kind.idField]: id },
      ...(occurredAt === undefined ? {} : { occurredAt }),
      ...(idempotencyKey === undefined ? {} : { id: idempotencyKey }),
    };
    const { results, position } = await this.commands.execute(new RecordFacts([item], context, vouchedKinds));
    const [result] = results;
    if (result?.problem) throw refusalOf(result.problem, kind.idField);
    if (!result || position === null) throw new Error(`${type} of ${id} was neither recorded nor refused`);
    const { flags } = result;
    return {
      id,
      duplicate: result.status === 'duplicate',
      ...(flags ? { flags: [...flags], warnings: flags.map(warningOf) } : {}),
      position,
    };
  }

  private newId(type: string, { context, idempotencyKey }: Reporter): string {
    return idempotencyKey === undefined
      ? this.ids.next()
      : derivedId('subject', type, context.actor.id, idempotencyKey);
  }
}

/** The refusal of an item, told in the fields of the request. */
function refusalOf(
  { code, fault, detail, errors, retryAfterSeconds, ...details }: ItemProblem,
  idField: string,
): DomainError {
  const fields = errors?.map(({ field, message }) => ({ field: requestFieldOf(field, idField), message }));
  const known = code === 'ITEM_INVALID' || code === 'VALIDATION_FAILED';
  const told = known && fields ? fields.map(({ field, message }) => `${field}: ${message}`).join('; ') : detail;
  return new DomainError(known ? 'VALIDATION_FAILED' : code, told, {
    fault,
    details,
    ...(fields ? { fields } : {}),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

function requestFieldOf(field: string, idField: string): string {
  if (field === 'id') return idempotencyKeyHeader;
  if (field === 'data') return '$';
  if (field === `data.${idField}`) return 'id';
  return field.startsWith('data.') ? field.slice('data.'.length) : field;
}
