export { TokensModule } from './tokens.module.js';
export { tokensProjection } from './tokens.projector.js';
