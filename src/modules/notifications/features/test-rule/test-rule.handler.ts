import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import type { Clock } from '../../../../kernel/clock.js';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import type { LogPosition } from '../../../../kernel/event.js';
import type { Ids } from '../../../../kernel/ids.js';
import type { EventLog } from '../../../../platform/event-store/event-log.js';
import { ProjectionReads } from '../../../../platform/projections/projection-reads.js';
import { upToNow } from '../../../../platform/projections/up-to-now.js';
import { CLOCK, CONFIG, EVENT_LOG, IDS } from '../../../../platform/runtime/tokens.js';
import { alertRulesProjection, ShowAlertRule } from '../../../../projections/alert-rules/index.js';
import { channelsProjection, FindChannelsByName } from '../../../../projections/channels/index.js';
import { ChannelSender, type NotificationMessage } from '../../../channels/index.js';
import { NotificationJournal } from '../../delivery/notification-journal.service.js';
import { type TestedAlertRule, testMessage } from '../../domain/test-message.js';
import { dashboardUrl, type NotificationSettings } from '../../notification-settings.js';
import { TestRule } from './test-rule.command.js';
import type { TestedRule } from './test-rule.response.js';

/** Who waits for the answer waits no longer than this. */
const TEST_MS = 25_000;

type Tested = TestedRule['channels'][number] & { readonly position: LogPosition | undefined };

@CommandHandler(TestRule)
export class TestRuleHandler implements ICommandHandler<TestRule> {
  constructor(
    private readonly queries: QueryBus,
    private readonly sender: ChannelSender,
    private readonly journal: NotificationJournal,
    private readonly reads: ProjectionReads,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CONFIG) private readonly settings: NotificationSettings,
  ) {}

  async execute({ reference, context }: TestRule): Promise<TestedRule> {
    await upToNow(this.reads, this.log, [alertRulesProjection.name, channelsProjection.name]);
    const rule = await this.queries.execute(new ShowAlertRule(reference));
    if (rule.channels.length === 0) {
      throw new DomainError(
        'ALERT_RULE_WITHOUT_CHANNEL',
        `channels: the alert rule ${rule.name} names none, so nobody would be told; add one to the rule`,
        { fault: 'conflict' },
      );
    }
    const known = await this.queries.execute(new FindChannelsByName(rule.channels));
    const tested = await Promise.all(
      rule.channels.map((name): Promise<Tested> | Tested => {
        const channel = known.find((one) => one.name === name);
        if (channel) return this.test(rule, channel, context);
        const detail = 'there is no channel of this name: create it, or take it out of the rule';
        return { name, delivered: false, detail, notificationId: null, position: undefined };
      }),
    );
    const positions = tested.flatMap(({ position }) => position ?? []);
    return {
      ruleName: rule.name,
      delivered: tested.every(({ delivered }) => delivered),
      channels: tested.map(({ position: _position, ...channel }) => channel),
      position: positions.sort().at(-1) ?? null,
    };
  }

  private async test(
    rule: TestedAlertRule,
    { id: channelId, name }: { readonly id: string; readonly name: string },
    context: CommandContext,
  ): Promise<Tested> {
    const notificationId = this.ids.next();
    const began = this.clock.now();
    const message: NotificationMessage = testMessage(rule, {
      id: notificationId,
      at: began,
      by: context.actor.name,
      url: `${dashboardUrl(this.settings)}/alerts/rules/${encodeURIComponent(rule.id)}`,
    });
    const channel = { notificationId, channelId, channelName: name };
    const queued = { ...channel, groupKey: message.groupKey, reason: message.reason, alerts: [] };
    await this.journal.record({ type: 'NotificationQueued', data: queued }, context);
    const outcome = await this.sender.deliver(channelId, message, AbortSignal.timeout(TEST_MS));
    const delivered = outcome.status === 'delivered';
    const detail = delivered ? outcome.detail : outcome.error;
    const durationMs = Math.max(0, this.clock.now().getTime() - began.getTime());
    const attempt = { ...channel, attempt: 1 };
    const position = await this.journal.record(
      delivered
        ? { type: 'NotificationSent', data: { ...attempt, durationMs } }
        : { type: 'NotificationFailed', data: { ...attempt, error: detail, retryAt: null, fallback: null } },
      context,
    );
    return { name, delivered, detail, notificationId, position };
  }
}
