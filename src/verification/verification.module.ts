import { Module } from '@nestjs/common';
import { PlanModule } from '../plan/plan.module';
import { Verification } from './verification.service';

/** The operator's check; `cli verify` and the tests ask it. */
@Module({ imports: [PlanModule], providers: [Verification], exports: [Verification] })
export class VerificationModule {}
