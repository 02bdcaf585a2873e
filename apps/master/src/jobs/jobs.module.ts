import { Module } from '@nestjs/common';
import { ApprovalDecisions } from '../approvals/approval-decisions.js';
import { ApprovalRequests } from '../approvals/approval-requests.js';
import { ApprovalsController } from '../approvals/approvals.controller.js';
import { DriftController } from '../drift/drift.controller.js';
import { DriftNews } from '../drift/drift-news.js';
import { PillarModule } from '../pillar/pillar.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { PlanMaking } from '../plans/plan-making.js';
import { PlanOrders } from '../plans/plan-orders.js';
import { PlansController } from '../plans/plans.controller.js';
import { RolloutCreation } from '../rollouts/rollout-creation.js';
import { RolloutDesk } from '../rollouts/rollout-desk.js';
import { RolloutRunner } from '../rollouts/rollout-runner.js';
import { RolloutsController } from '../rollouts/rollouts.controller.js';
import { RolloutSteps } from '../rollouts/rollout-steps.js';
import { RolloutWatching } from '../rollouts/rollout-watching.js';
import { MasterSchedule } from '../schedule/master-schedule.js';
import { ScheduleController } from '../schedule/schedule.controller.js';
import { ScheduledCalls } from '../schedule/scheduled-calls.js';
import { CommandSender } from './command-sender.js';
import { Confirmation } from './confirmation.js';
import { Delivery } from './delivery.js';
import { JobCreation } from './job-creation.js';
import { JobEvents } from './job-events.js';
import { JobEndings } from './job-endings.js';
import { JobListing } from './job-listing.js';
import { JobReruns } from './job-reruns.js';
import { JobSight } from './job-sight.js';
import { JobPruning } from './job-pruning.js';
import { JobWatching } from './job-watching.js';
import { JobsController } from './jobs.controller.js';
import { KeptJobsController } from './kept-jobs.controller.js';
import { JobLog } from './log/job-log.js';
import { JobLogController } from './log/job-log.controller.js';
import { OrderKeep } from './order-keep.js';
import { OutputController } from './output.controller.js';
import { Queueing } from './queueing.js';
import { ReturnsController } from './returns.controller.js';
import { MinionWorkload } from './minion-workload.js';
import { RequestKeep } from './request-keep.js';
import { RunningJobs } from './running-jobs.js';
import { TargetResolver } from './target-resolver.js';

@Module({
  imports: [PresenceModule, PillarModule],
  controllers: [
    JobsController,
    ReturnsController,
    ApprovalsController,
    OutputController,
    KeptJobsController,
    JobLogController,
    PlansController,
    RolloutsController,
    ScheduleController,
    DriftController,
  ],
  providers: [
    JobCreation,
    JobEvents,
    JobWatching,
    JobPruning,
    CommandSender,
    OrderKeep,
    RequestKeep,
    JobSight,
    JobListing,
    JobReruns,
    JobEndings,
    MinionWorkload,
    Queueing,
    Delivery,
    RunningJobs,
    JobLog,
    TargetResolver,
    Confirmation,
    ApprovalRequests,
    ApprovalDecisions,
    PlanMaking,
    PlanOrders,
    RolloutCreation,
    RolloutDesk,
    RolloutRunner,
    RolloutSteps,
    RolloutWatching,
    MasterSchedule,
    ScheduledCalls,
    DriftNews,
  ],
  exports: [RunningJobs],
})
export class JobsModule {}
