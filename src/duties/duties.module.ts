import { Module } from '@nestjs/common';
import { PlanModule } from '../plan/plan.module';
import { BatchController } from './batch.controller';
import { CalendarFollowing } from './calendar-following.service';
import { ChargeDutiesController } from './charge-duties.controller';
import { ChargeDuties } from './charge-duties.service';
import { ChargeFollowing } from './charge-following.service';
import { ChargeNotices } from './charge-notices.service';
import { DeliveriesController } from './deliveries.controller';
import { DeliveriesService } from './deliveries.service';
import { DigestService } from './digest.service';
import { DisputeAnswers } from './dispute-answers.service';
import { DisputeRecord } from './dispute-record.service';
import { DisputeRedress } from './dispute-redress.service';
import { DisputeController } from './dispute.controller';
import { Dispute } from './dispute.entity';
import { DisputeService } from './dispute.service';
import { DraftController } from './draft.controller';
import { Draft } from './draft.entity';
import { DraftService } from './draft.service';
import { DutiesController, LightOverridesController } from './duties.controller';
import { DutyActs } from './duty-acts.service';
import { DutyClocks } from './duty-clocks.service';
import { DutyChronicle } from './duty-chronicle.service';
import { DutyListService } from './duty-list.service';
import { DutyPastService } from './duty-past.service';
import { Duty, DutyEvent, DutyHold } from './duty.entity';
import { ExtensionAnswers } from './extension-answers.service';
import { ExtensionEscalation } from './extension-escalation.service';
import { ExtensionLapse } from './extension-lapse.service';
import { ExtensionList } from './extension-list.service';
import { ExtensionRecord } from './extension-record.service';
import { ExtensionController } from './extension.controller';
import { Extension } from './extension.entity';
import { ExtensionService } from './extension.service';
import { HandInFollowing } from './hand-in-following.service';
import { HandInHolds } from './hand-in-holds.service';
import { HandInNotices } from './hand-in-notices.service';
import { HandInService } from './hand-in.service';
import { HoldReconciling } from './hold-reconciling.service';
import { HoldsService } from './holds.service';
import { LightChange, LightOverride } from './light.entity';
import { LightsService } from './lights.service';
import { MassWaiver } from './mass-waiver.service';
import { NilBatchService } from './nil-batch.service';
import { OpeningRecord } from './opening-record.service';
import { OpeningService } from './opening.service';
import { PartSendBack } from './part-send-back.service';
import { PartController } from './part.controller';
import { PartService } from './part.service';
import { PeriodsController } from './periods.controller';
import { PlanClosingController } from './plan-closing.controller';
import { PlanClosingService } from './plan-closing.service';
import { PostponementService } from './postponement.service';
import { RecallService } from './recall.service';
import { ReleaseController } from './release.controller';
import { ReleaseRecord } from './release-record.service';
import { ReleaseService } from './release.service';
import { ReopeningController } from './reopening.controller';
import { ReopeningService } from './reopening.service';
import { ReportReads } from './report-reads.service';
import { ReportWithdrawal } from './report-withdrawal.service';
import { ReportController } from './report.controller';
import { Report, ReportBatch } from './report.entity';
import { ReviewClock } from './review-clock.service';
import { ReviewQueueController } from './review-queue.controller';
import { ReviewQueue } from './review-queue.service';
import { ReviewController } from './review.controller';
import { DigestText, Review } from './review.entity';
import { ReviewService } from './review.service';
import { Reviewers } from './reviewers.service';
import { ScheduleDesign } from './schedule-design.service';
import { SchedulePreviewService } from './schedule-preview.service';
import { ScheduleReading } from './schedule-reading.service';
import { ScheduleSeedingService } from './schedule-seeding.service';
import { PeriodOpen, Schedule, ScheduleItem, Service } from './schedule.entity';
import { SchedulesController } from './schedules.controller';
import { SchedulesService } from './schedules.service';
import { ServingHooks } from './serving-hooks';
import { ServingService } from './serving.service';
import { SilenceService } from './silence.service';
import { WaiverController } from './waiver.controller';
import { WaiverService } from './waiver.service';

/** Schedules and what they make units owe. */
const owing = [
  ...[ScheduleReading, SchedulePreviewService, ScheduleDesign, SchedulesService, ScheduleSeedingService],
  ...[
    OpeningService,
    OpeningRecord,
    ReleaseService,
    ReleaseRecord,
    RecallService,
    PostponementService,
    PlanClosingService,
  ],
  ...[HoldsService, HoldReconciling, MassWaiver, ExtensionLapse, SilenceService, CalendarFollowing],
  ...[ChargeFollowing, ChargeNotices, ChargeDuties],
  ...[ServingService, ServingHooks, DeliveriesService],
  ...[DutyListService, DutyPastService, DutyClocks, DutyChronicle, LightsService],
];

const owingControllers = [
  ...[
    SchedulesController,
    ReleaseController,
    PeriodsController,
    PlanClosingController,
    ChargeDutiesController,
  ],
  ...[DutiesController, LightOverridesController, DeliveriesController],
];

/** What is handed in, and what is said of it. */
const reporting = [
  ...[
    HandInService,
    HandInFollowing,
    HandInHolds,
    HandInNotices,
    NilBatchService,
    ReportWithdrawal,
    ReportReads,
    DraftService,
  ],
  ...[PartService, PartSendBack, ReviewService, Reviewers, ReviewQueue, ReviewClock, DigestService],
  ...[DutyActs, ReopeningService, WaiverService],
  ...[ExtensionService, ExtensionAnswers, ExtensionRecord, ExtensionList, ExtensionEscalation],
  ...[DisputeService, DisputeAnswers, DisputeRecord, DisputeRedress],
];

const reportingControllers = [
  ...[
    ReportController,
    BatchController,
    DraftController,
    PartController,
    ReviewController,
    ReviewQueueController,
  ],
  ...[ReopeningController, WaiverController, ExtensionController, DisputeController],
];

export const dutyEntities = [
  ...[Schedule, ScheduleItem, PeriodOpen, Service],
  ...[Duty, DutyEvent, DutyHold, LightChange, LightOverride],
  ...[Report, ReportBatch, Draft, Review, DigestText, Extension, Dispute],
];

@Module({
  imports: [PlanModule],
  controllers: [...owingControllers, ...reportingControllers],
  providers: [...owing, ...reporting],
  exports: [...owing, ...reporting],
})
export class DutiesModule {}
