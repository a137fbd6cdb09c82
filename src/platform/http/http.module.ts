import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { HealthProbes } from './health-probes';
import { HealthController } from './health.controller';
import { PermissionGuard } from './permission.guard';

/** Guard and health; needs an OpenSessions from a global module (accounts). */
@Global()
@Module({
  controllers: [HealthController],
  providers: [HealthProbes, { provide: APP_GUARD, useClass: PermissionGuard }],
  exports: [HealthProbes],
})
export class HttpModule {}
