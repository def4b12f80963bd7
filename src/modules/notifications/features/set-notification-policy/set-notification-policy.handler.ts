import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { notificationPolicyDecider, notificationPolicyStream } from '../../domain/notification-policy.decider.js';
import { SetNotificationPolicy } from './set-notification-policy.command.js';
import { type ChangedNotificationPolicy, policyOf, presentPolicy } from './set-notification-policy.request.js';

@CommandHandler(SetNotificationPolicy)
export class SetNotificationPolicyHandler implements ICommandHandler<SetNotificationPolicy> {
  constructor(private readonly executor: CommandExecutor) {}

  async execute({ change, expectedRevision, context }: SetNotificationPolicy): Promise<ChangedNotificationPolicy> {
    const { events, state, revision, position } = await this.executor.execute(
      notificationPolicyDecider,
      notificationPolicyStream,
      { type: 'set', change: policyOf(change) },
      context,
      expectedRevision === undefined ? {} : { expectedRevision },
    );
    return {
      ...presentPolicy(state),
      changed: events.length > 0,
      revision: revision === undefined ? null : String(revision),
      position: position ?? null,
    };
  }
}
