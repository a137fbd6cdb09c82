import { type DynamicModule, Module } from '@nestjs/common';
import { Clock, FixedClock } from '../clock/clock';
import { Config } from './config';

/** What the environment decides for everybody: the settings and the clock. */
@Module({})
export class ConfigModule {
  static forRoot(config: Config): DynamicModule {
    const clock = config.CLOCK_AT ? new FixedClock(new Date(config.CLOCK_AT)) : new Clock();
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
      ],
      exports: [Config, Clock],
    };
  }
}
