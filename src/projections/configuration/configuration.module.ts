import { Module } from '@nestjs/common';
import { ConfigurationReadController } from './configuration.http.controller.js';
import { ListConfigurationChangesHandler } from './list-configuration-changes.query-handler.js';
import { ListConfigurationHandler } from './list-configuration.query-handler.js';
import { ShowConfigurationHandler } from './show-configuration.query-handler.js';

@Module({
  controllers: [ConfigurationReadController],
  providers: [ListConfigurationHandler, ShowConfigurationHandler, ListConfigurationChangesHandler],
})
export class ConfigurationReadModule {}
