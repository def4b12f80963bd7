import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { pathId } from '../../platform/http/filter-query.js';
import { pathParameter } from '../../platform/http/path-parameter.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { ListNotifications, listNotificationsQuery } from './list-notifications.query.js';
import { ListSuppressions, listSuppressionsQuery } from './list-suppressions.query.js';
import { notificationDetailResponse, notificationsResponse, suppressionsResponse } from './notification.response.js';
import { ShowNotification, showNotificationQuery } from './show-notification.query.js';

@ApiTags('notifications')
@Controller('api/notifications')
export class NotificationsReadController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('notifications')
  @ApiOperation({ operationId: 'listNotifications', summary: 'What was told over which channel, the latest first.' })
  @ApiResponse({ status: 200, standardSchema: notificationsResponse })
  list(@Query({ schema: listNotificationsQuery }) filter: z.infer<typeof listNotificationsQuery>) {
    return this.queries.execute(new ListNotifications(filter));
  }

  @Get('suppressed')
  @Access('view')
  @ReadsFrom('notifications')
  @ApiOperation({ operationId: 'listSuppressions', summary: 'What was not told, and why; the latest first.' })
  @ApiResponse({ status: 200, standardSchema: suppressionsResponse })
  suppressed(@Query({ schema: listSuppressionsQuery }) filter: z.infer<typeof listSuppressionsQuery>) {
    return this.queries.execute(new ListSuppressions(filter));
  }

  @Get(':id')
  @Access('view')
  @ReadsFrom('notifications')
  @ApiOperation({ operationId: 'getNotification', summary: 'One message with every attempt to send it.' })
  @ApiResponse({ status: 200, standardSchema: notificationDetailResponse })
  show(
    @Param('id', { schema: pathParameter('id', pathId) }) id: string,
    @Query({ schema: showNotificationQuery }) _query: z.infer<typeof showNotificationQuery>,
  ) {
    return this.queries.execute(new ShowNotification(id));
  }
}
