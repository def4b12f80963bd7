import { Module } from '@nestjs/common';
import { AccessControl } from '../../platform/http/access.js';
import { IdentityAccessControl } from './access-control.service.js';
import { AdminKeyService } from './admin-key.service.js';
import { CreateApiKeyHandler } from './features/create-api-key/create-api-key.handler.js';
import { CreateApiKeyController } from './features/create-api-key/create-api-key.http.controller.js';
import { RevokeApiKeyHandler } from './features/revoke-api-key/revoke-api-key.handler.js';
import { RevokeApiKeyController } from './features/revoke-api-key/revoke-api-key.http.controller.js';
import { ShowSessionController } from './features/show-session/show-session.http.controller.js';
import { SignInHandler } from './features/sign-in/sign-in.handler.js';
import { SignInController } from './features/sign-in/sign-in.http.controller.js';
import { SignOutHandler } from './features/sign-out/sign-out.handler.js';
import { SignOutController } from './features/sign-out/sign-out.http.controller.js';
import { KeyDirectory } from './key-directory.service.js';
import { KeyVerifier } from './key-verifier.service.js';
import { RefusalRecorder } from './refusal-recorder.service.js';
import { Sessions } from './sessions.service.js';
import { SignInJournal } from './sign-in-journal.service.js';

/** API keys, sessions, and who may pass. */
@Module({
  controllers: [
    CreateApiKeyController,
    RevokeApiKeyController,
    SignInController,
    ShowSessionController,
    SignOutController,
  ],
  providers: [
    KeyDirectory,
    KeyVerifier,
    Sessions,
    SignInJournal,
    RefusalRecorder,
    AdminKeyService,
    IdentityAccessControl,
    { provide: AccessControl, useExisting: IdentityAccessControl },
    CreateApiKeyHandler,
    RevokeApiKeyHandler,
    SignInHandler,
    SignOutHandler,
  ],
  exports: [AccessControl, AdminKeyService],
})
export class IdentityModule {}
