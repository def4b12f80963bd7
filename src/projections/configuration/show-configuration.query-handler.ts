import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { asOfSource } from '../../platform/projections/as-of.js';
import { type ConfigurationRow, configurationTable } from './configuration.projector.js';
import { type ConfigurationAnswer, presentConfiguration } from './configuration.response.js';
import { ShowConfiguration } from './show-configuration.query.js';

@QueryHandler(ShowConfiguration)
export class ShowConfigurationHandler implements IQueryHandler<ShowConfiguration> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ key, asOf }: ShowConfiguration): Promise<ConfigurationAnswer> {
    const source = asOf === undefined ? 'configuration' : asOfSource(configurationTable, '$2');
    const [row]: ConfigurationRow[] = await this.dataSource.query(
      `select * from ${source} c where key = $1`,
      asOf === undefined ? [key] : [key, asOf],
    );
    if (row) return presentConfiguration(row);
    const when = asOf === undefined ? '' : ` as of ${asOf}`;
    throw new DomainError('CONFIGURATION_UNKNOWN', `there is no configuration key ${key}${when}`, {
      fault: 'not_found',
    });
  }
}
