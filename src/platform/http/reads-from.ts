import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  applyDecorators,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiQuery } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { from, type Observable, switchMap } from 'rxjs';
import { z } from 'zod';
import { DomainError } from '../../kernel/domain-error.js';
import type { LogPosition } from '../../kernel/event.js';
import { MAX_WAIT_MS, ProjectionReads } from '../projections/projection-reads.js';
import { validationError } from './validation.pipe.js';

const readsFromKey = 'orchestrate:reads-from';

/**
 * What a log gives out: twenty digits on Postgres, twice as many on EventStoreDB. Positions compare as text, so that
 * one of another width would wait for what never comes.
 */
const positionForm = /^\d{20}(?::\d{20})?$/;

/** Names the projections that a route reads; adds `?minPosition=`, so that clients read their own writes. */
export const ReadsFrom = (...projections: readonly string[]) =>
  applyDecorators(
    SetMetadata(readsFromKey, projections),
    ApiQuery({
      name: 'minPosition',
      required: false,
      type: String,
      description: 'Wait (at most 5 s) until the answer includes this position, as answered by a write.',
    }),
  );

@Injectable()
export class MinPositionInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly reads: ProjectionReads,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const projections = this.reflector.get<readonly string[] | undefined>(readsFromKey, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { minPosition } = (request.query ?? {}) as { minPosition?: unknown };
    if (!projections || minPosition === undefined) return next.handle();
    return from(this.awaitPosition(projections, minPosition)).pipe(switchMap(() => next.handle()));
  }

  private async awaitPosition(projections: readonly string[], minPosition: unknown): Promise<void> {
    if (typeof minPosition !== 'string' || !positionForm.test(minPosition)) {
      throw validationError([
        { path: ['minPosition'], message: 'expected the `position` of an earlier answer, as it is' },
      ]);
    }
    const outcome = await this.reads.waitFor(projections, minPosition as LogPosition, MAX_WAIT_MS);
    if (outcome === 'timeout') {
      throw new DomainError(
        'PROJECTION_BEHIND',
        `the read model has not reached position ${minPosition} within ${MAX_WAIT_MS} ms`,
        { fault: 'unavailable', retryAfterSeconds: 2, details: { projections } },
      );
    }
  }
}

/** The query parameter of every route with `@ReadsFrom`, for its strict query schema. */
export const minPositionQuery = { minPosition: z.string().optional() };
