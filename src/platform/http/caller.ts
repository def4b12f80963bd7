import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CommandContext } from '../../kernel/command-context.js';
import type { Actor } from '../../kernel/event.js';
import { storableText } from '../../kernel/redaction.js';
import { currentTraceparent } from '../telemetry/traceparent.js';

/** Header that marks everything a request reports as simulated; honoured for reporters and admins alike. */
export const demoHeader = 'x-orchestrate-demo';

type CallerRequest = Pick<FastifyRequest, 'id' | 'ip' | 'headers' | 'principal'>;

/** The caller's context: who (as authenticated, never from the body), from where, in which trace. */
export function callerOf(request: CallerRequest): CommandContext {
  const traceparent = currentTraceparent();
  return {
    actor: actorOf(request),
    correlationId: request.id,
    source: 'rest',
    ...(traceparent ? { traceparent } : {}),
    ...(request.headers[demoHeader] === 'true' ? { demo: true as const } : {}),
  };
}

export function actorOf(request: CallerRequest): Actor {
  const { principal } = request;
  const userAgent = request.headers['user-agent'];
  return {
    type: principal?.via ?? 'system',
    id: principal?.keyId ?? 'anonymous',
    name: principal?.name ?? 'anonymous',
    ipAddress: request.ip,
    // What a program calls itself is its own text, as free as any other.
    ...(userAgent ? { userAgent: storableText(userAgent).slice(0, 500) } : {}),
  };
}

/** Injects the caller's CommandContext into a controller method. */
export const Caller = createParamDecorator((_: unknown, execution: ExecutionContext) =>
  callerOf(execution.switchToHttp().getRequest<FastifyRequest>()),
);
