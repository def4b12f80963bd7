/** What other parts may know of identity. */
export { AdminKeyService } from './admin-key.service.js';
export { CreateApiKey } from './features/create-api-key/create-api-key.command.js';
export { RevokeApiKey } from './features/revoke-api-key/revoke-api-key.command.js';
export { IdentityModule } from './identity.module.js';
