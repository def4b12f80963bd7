/** What other parts may know of identity. */
export { AdminKeyService } from './admin-key.service.js';
export { IdentityModule } from './identity.module.js';
