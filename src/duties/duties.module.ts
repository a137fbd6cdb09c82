import { Module } from '@nestjs/common';
import { PlanModule } from '../plan/plan.module';
import { BatchController } from './reports/batch.controller';
import { CalendarFollowing } from './opening/calendar-following.service';
import { ChargeDutiesController } from './opening/charge-duties.controller';
import { ChargeDuties } from './opening/charge-duties.service';
import { ChargeFollowing } from './opening/charge-following.service';
import { ChargeNotices } from './charge-notices.service';
import { DeliveriesController } from './serving/deliveries.controller';
import { DeliveriesService } from './serving/deliveries.service';
import { DigestService } from './reviews/digest.service';
import { DisputeAnswers } from './reviews/dispute-answers.service';
import { DisputeRecord } from './reviews/dispute-record.service';
import { DisputeRedress } from './reviews/dispute-redress.service';
import { DisputeController } from './reviews/dispute.controller';
import { Dispute } from './reviews/dispute.entity';
import { DisputeService } from './reviews/dispute.service';
import { DraftController } from './reports/draft.controller';
import { Draft } from './reports/draft.entity';
import { DraftService } from './reports/draft.service';
import { DutiesController, LightOverridesController } from './lists/duties.controller';
import { DutyActs } from './duty-acts.service';
import { DutyClocks } from './lists/duty-clocks.service';
import { DutyChronicle } from './lists/duty-chronicle.service';
import { DutyListService } from './lists/duty-list.service';
import { DutyPastService } from './lists/duty-past.service';
import { Duty, DutyEvent, DutyHold } from './duty.entity';
import { ExtensionAnswers } from './extensions/extension-answers.service';
import { ExtensionEscalation } from './extensions/extension-escalation.service';
import { ExtensionLapse } from './extensions/extension-lapse.service';
import { ExtensionList } from './extensions/extension-list.service';
import { ExtensionRecord } from './extensions/extension-record.service';
import { ExtensionController } from './extensions/extension.controller';
import { Extension } from './extensions/extension.entity';
import { ExtensionService } from './extensions/extension.service';
import { HandInFollowing } from './reports/hand-in-following.service';
import { HandInHolds } from './reports/hand-in-holds.service';
import { HandInNotices } from './reports/hand-in-notices.service';
import { HandInService } from './reports/hand-in.service';
import { HoldReconciling } from './serving/hold-reconciling.service';
import { HoldsService } from './serving/holds.service';
import { LightChange, LightOverride } from './lists/light.entity';
import { LightsService } from './lists/lights.service';
import { MassWaiver } from './waivers/mass-waiver.service';
import { NilBatchService } from './reports/nil-batch.service';
import { OpeningRecord } from './opening/opening-record.service';
import { OpeningService } from './opening/opening.service';
import { PartSendBack } from './reports/part-send-back.service';
import { PartController } from './reports/part.controller';
import { PartService } from './reports/part.service';
import { PeriodsController } from './opening/periods.controller';
import { PlanClosingController } from './schedules/plan-closing.controller';
import { PlanClosingService } from './schedules/plan-closing.service';
import { PostponementService } from './opening/postponement.service';
import { RecallService } from './opening/recall.service';
import { ReleaseController } from './schedules/release.controller';
import { ReleaseRecord } from './schedules/release-record.service';
import { ReleaseService } from './schedules/release.service';
import { ReopeningController } from './reviews/reopening.controller';
import { ReopeningService } from './reviews/reopening.service';
import { ReportReads } from './reports/report-reads.service';
import { ReportWithdrawal } from './reports/report-withdrawal.service';
import { ReportController } from './reports/report.controller';
import { Report, ReportBatch } from './reports/report.entity';
import { ReviewClock } from './reviews/review-clock.service';
import { ReviewQueueController } from './reviews/review-queue.controller';
import { ReviewQueue } from './reviews/review-queue.service';
import { ReviewController } from './reviews/review.controller';
import { DigestText, Review } from './reviews/review.entity';
import { ReviewService } from './reviews/review.service';
import { Reviewers } from './reviews/reviewers.service';
import { ScheduleDesign } from './schedules/schedule-design.service';
import { SchedulePreviewService } from './schedules/schedule-preview.service';
import { ScheduleReading } from './schedules/schedule-reading.service';
import { ScheduleSeedingService } from './schedules/schedule-seeding.service';
import { PeriodOpen, Schedule, ScheduleItem, Service } from './schedules/schedule.entity';
import { SchedulesController } from './schedules/schedules.controller';
import { SchedulesService } from './schedules/schedules.service';
import { ServingHooks } from './serving/serving-hooks';
import { ServingService } from './serving/serving.service';
import { SilenceService } from './opening/silence.service';
import { WaiverController } from './waivers/waiver.controller';
import { WaiverService } from './waivers/waiver.service';

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
