import { type DynamicModule, Module } from '@nestjs/common';
import { IntakeModule } from '../modules/intake/intake.module.js';
import { HealthModule } from '../modules/health/health.module.js';
import { PlatformModule } from './platform.module.js';
import type { Runtime } from './runtime.js';

/** Everything that answers HTTP. */
@Module({})
export class ApiModule {
  static register(runtime: Runtime): DynamicModule {
    return {
      module: ApiModule,
      imports: [PlatformModule.register(runtime), IntakeModule, HealthModule],
    };
  }
}
