import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config';
import { Database, type DatabaseOptions } from './database';
import { migrations } from './migrations';

/** Opens the database before anything else is built, and closes it after everything else has stopped. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  /** The features' entities come from the app module: the platform knows no feature. */
  static forRoot({ entities }: Pick<DatabaseOptions, 'entities'>): DynamicModule {
    const database = {
      provide: Database,
      inject: [Config],
      useFactory: (config: Config) => Database.open({ place: config.place, entities, migrations }),
    };
    return { module: DatabaseModule, global: true, providers: [database], exports: [Database] };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
