import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { principalOf } from '../../access-control.service.js';
import { KeyVerifier } from '../../key-verifier.service.js';
import { Sessions } from '../../sessions.service.js';
import { SignInJournal } from '../../sign-in-journal.service.js';
import { SignIn, type SignedIn } from './sign-in.command.js';

/** No session is handed out whose sign-in is not on record. */
@CommandHandler(SignIn)
export class SignInHandler implements ICommandHandler<SignIn> {
  constructor(
    private readonly verifier: KeyVerifier,
    private readonly sessions: Sessions,
    private readonly journal: SignInJournal,
  ) {}

  async execute({ key, ip, context }: SignIn): Promise<SignedIn> {
    const principal = principalOf(await this.verifier.verify(key, ip), 'user');
    const { session, token } = await this.sessions.open(principal.keyId);
    const position = await this.journal.record('SignInSucceeded', principal, context);
    return { principal, token, expiresAt: session.expiresAt, position };
  }
}
