import { Module } from '@nestjs/common';
import { DutiesModule } from '../duties/duties.module';
import { PlanModule } from '../plan/plan.module';
import { CaseDuty, CaseEvent, LadderStep, SupervisionCase } from './case.entity';
import { CaseActs } from './case-acts.service';
import { CaseAnswersController } from './case-answers.controller';
import { CaseDisputes } from './case-disputes.service';
import { CaseOpenings } from './case-openings.service';
import { CaseReads } from './case-reads.service';
import { CaseReplies } from './case-replies.service';
import { CaseSettling } from './case-settling.service';
import { CasesController } from './cases.controller';
import { CasesService } from './cases.service';
import { ClimbService } from './climb.service';
import { Digests } from './digests.service';
import { DispatchService } from './dispatch.service';
import { LadderEffects } from './ladder-effects.service';
import { ReminderDigest } from './reminder-digest.service';
import { RemindersService } from './reminders.service';
import { UrgesController } from './urges.controller';
import { UrgesService } from './urges.service';

export const supervisionEntities = [SupervisionCase, CaseDuty, CaseEvent, LadderStep];

const sweeps = [RemindersService, ClimbService, CaseSettling, DispatchService];
const telling = [Digests, ReminderDigest, UrgesService];
const cases = [CaseOpenings, CaseActs, CaseReads, CasesService, CaseReplies, CaseDisputes];

@Module({
  imports: [PlanModule, DutiesModule],
  controllers: [CasesController, CaseAnswersController, UrgesController],
  providers: [LadderEffects, ...sweeps, ...telling, ...cases],
  exports: [CaseReads, ...sweeps],
})
export class SupervisionModule {}
