import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { LogPosition } from '../../../../kernel/event.js';
import { Access } from '../../../../platform/http/access.js';
import type { ChangeFeed } from '../../change-feed.js';
import { StreamClients } from '../../stream-clients.service.js';
import { streamTopics } from '../../stream-topics.js';

const EVENT_STREAM = 'text/event-stream';
/** What a log gives out as a position; anything else says nothing of what the client was told. */
const positionForm = /^\d{20}(?::\d{20})?$/;

/** The page that shows something hears that it is no longer so, and asks again. */
@ApiTags('stream')
@Controller('api/stream')
export class FollowChangesController {
  constructor(private readonly clients: StreamClients) {}

  @Get()
  @Access('view')
  @ApiOperation({
    operationId: 'followChanges',
    summary: 'Server-sent events: which topics have changed, once their read models hold it.',
    description:
      '`changed` carries `{topics, position}`, at most two a second; `heartbeat` carries `{time, checkedAt, position}`, ' +
      'every 15 s; `ended` carries `{code, detail}` before the service ends the stream itself. ' +
      `Topics: ${streamTopics.join(', ')}.`,
  })
  @ApiProduces(EVENT_STREAM)
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The id of the last event received: what has changed since then is told at once.',
  })
  @ApiResponse({ status: 200, standardSchema: z.string() })
  @ApiResponse({ status: 503, description: 'Every place is taken; see `Retry-After`.' })
  async follow(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeFeed | undefined> {
    // Fastify answers HEAD by the same route, and would read the stream to an end that never comes.
    const feed =
      request.method === 'HEAD'
        ? undefined
        : await this.clients.admit(request, toldUpTo(request.headers['last-event-id']));
    void reply.headers({
      'content-type': `${EVENT_STREAM}; charset=utf-8`,
      'cache-control': 'no-store',
      // Proxies that collect answers would hand out nothing.
      'x-accel-buffering': 'no',
    });
    return feed;
  }
}

function toldUpTo(lastEventId: string | string[] | undefined): LogPosition | undefined {
  if (typeof lastEventId !== 'string' || lastEventId === '') return undefined;
  // An id of another log, or of no log: lower than every position, so that everything is told.
  return (positionForm.test(lastEventId) ? lastEventId : '0') as LogPosition;
}
