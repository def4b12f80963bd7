import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DomainError } from '../../../../kernel/domain-error.js';
import { Sessions } from '../../sessions.service.js';
import { SignInJournal } from '../../sign-in-journal.service.js';
import { SignOut, type SignedOutAt } from './sign-out.command.js';

@CommandHandler(SignOut)
export class SignOutHandler implements ICommandHandler<SignOut> {
  constructor(
    private readonly sessions: Sessions,
    private readonly journal: SignInJournal,
  ) {}

  async execute({ token, principal, context }: SignOut): Promise<SignedOutAt> {
    const resolved = await this.sessions.resolve(token);
    if (!resolved) {
      throw new DomainError('SESSION_INVALID', 'the session cookie is not one of this service', {
        fault: 'unauthenticated',
      });
    }
    // Ended before it is recorded: a failure in between leaves it ended, never open.
    await this.sessions.end(resolved.session);
    return { position: await this.journal.record('SignedOut', principal, context) };
  }
}
