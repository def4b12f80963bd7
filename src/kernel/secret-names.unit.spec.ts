import { describe, expect, it } from 'vitest';
import { isSecretName } from './secret-names.js';

describe('a name', () => {
  it.each([
    'GITHUB_TOKEN',
    'smtp.password',
    'apiKey',
    'api-key',
    'clientSecret',
    'ANTHROPIC_API_KEY',
    'privateKey',
    'authToken',
    'tokens',
    'integration_key',
    'credentials',
    'DB_PASSWORD_PROD',
    'connectionString',
    'ORCHESTRATE_ADMIN_KEY',
  ])('%s says that it holds a secret', (name) => expect(isSecretName(name)).toBe(true));
  it.each([
    'max_tokens',
    'maxTokens',
    'token_budget',
    'tokenLimit',
    'inputTokens',
    'key',
    'primaryKey',
    'monkey',
    'keyboard',
    'model',
    'environment',
    'passage',
    'author',
  ])('%s says nothing of the kind', (name) => expect(isSecretName(name)).toBe(false));
});
