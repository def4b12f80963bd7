import type { ConfigurationEvent } from '../../../events/configuration.events.js';
import type { AuditMappings } from '../audit-mapping.js';

export const configurationMappings: AuditMappings<ConfigurationEvent> = {
  ConfigurationChanged: {
    actions: ['config.changed'],
    entry: ({ key }) => ({ action: 'config.changed', resource: `config:${key}` }),
  },
};
