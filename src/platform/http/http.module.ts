import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { HealthProbes } from './health-probes';
import { HealthController } from './health.controller';
import { KeptAnswers } from './kept-answers.service';
import { PermissionGuard } from './permission.guard';
import { RefusedRequests } from './refused-requests';

/** Guard and health; needs an OpenSessions from a global module (accounts). */
@Global()
@Module({
  controllers: [HealthController],
  providers: [HealthProbes, KeptAnswers, RefusedRequests, { provide: APP_GUARD, useClass: PermissionGuard }],
  exports: [HealthProbes, KeptAnswers, RefusedRequests],
})
export class HttpModule {}
