import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule, accountEntities } from './accounts/accounts.module';
import { AuditModule, auditEntities } from './audit/audit.module';
import { CalendarModule, calendarEntities } from './calendar/calendar.module';
import { DutiesModule, dutyEntities } from './duties/duties.module';
import { noticeEntities } from './notices/notice.entity';
import { NoticesModule } from './notices/notices.module';
import { OverviewModule } from './overview/overview.module';
import { PlanModule, planEntities } from './plan/plan.module';
import type { Config } from './platform/config/config';
import { ConfigModule } from './platform/config/config.module';
import { DatabaseModule } from './platform/database/database.module';
import { HttpModule } from './platform/http/http.module';
import { httpEntities } from './platform/http/idempotency-record.entity';
import { JobsModule } from './platform/jobs/jobs.module';
import { SettingsModule, settingEntities } from './platform/settings/settings';
import { SWEEPS } from './schedule';
import { SupervisionModule, supervisionEntities } from './supervision/supervision.module';
import { TargetsModule, targetEntities } from './targets/targets.module';
import { UnitsModule, unitEntities } from './units/units.module';
import { VerificationModule } from './verification/verification.module';

export const entities = [
  ...settingEntities,
  ...httpEntities,
  ...auditEntities,
  ...noticeEntities,
  ...unitEntities,
  ...calendarEntities,
  ...accountEntities,
  ...planEntities,
  ...targetEntities,
  ...dutyEntities,
  ...supervisionEntities,
];

const features = [
  UnitsModule,
  CalendarModule,
  AccountsModule,
  PlanModule,
  TargetsModule,
  DutiesModule,
  SupervisionModule,
  OverviewModule,
  VerificationModule,
];

/** The table of contents: what any server needs, what every feature tells, the features in the office's order. */
@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    const platform = [
      ConfigModule.forRoot(config),
      DatabaseModule.forRoot({ entities }),
      SettingsModule,
      HttpModule,
      JobsModule.forRoot(SWEEPS),
    ];
    return { module: AppModule, imports: [...platform, AuditModule, NoticesModule, ...features] };
  }
}
