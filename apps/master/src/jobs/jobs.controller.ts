import { Controller, Inject } from '@nestjs/common';
import { of, type Observable } from 'rxjs';
import type { JobDetails, JobEvent, JobKilled, OperatorMethods } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { OperatorMethod } from '../bus/handlers.js';
import { readOutput, roomForEach } from './read-output.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { JobIdBody, JobRequestBody } from './job-bodies.js';
import { JobKillBody, JobListBody, JobRerunBody, JobRunningBody } from './job-care-bodies.js';
import { JobCreation } from './job-creation.js';
import { JobEndings } from './job-endings.js';
import { JobListing } from './job-listing.js';
import { JobReruns } from './job-reruns.js';
import { JobSight } from './job-sight.js';
import { JobWatching } from './job-watching.js';
import { MinionWorkload } from './minion-workload.js';
import { Queueing } from './queueing.js';
import { RunningJobs } from './running-jobs.js';
import { tellsAll } from './said-last.js';

/** What operators ask about jobs. */
@Controller()
export class JobsController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly creation: JobCreation,
    private readonly watching: JobWatching,
    private readonly queueing: Queueing,
    private readonly running: RunningJobs,
    private readonly sight: JobSight,
    private readonly listing: JobListing,
    private readonly reruns: JobReruns,
    private readonly endings: JobEndings,
    private readonly workload: MinionWorkload,
  ) {}

  @OperatorMethod('job_create', JobRequestBody)
  async create(ask: JobRequestBody, { key }: Caller): Promise<Observable<JobEvent>> {
    let events: Observable<JobEvent> | undefined;
    await this.creation.create(key, ask, (job) => {
      events = ask.watch ? this.watching.live(job, key, ask.reveal !== undefined) : of(job.created);
    });
    return events as Observable<JobEvent>;
  }

  @OperatorMethod('job_watch', JobIdBody)
  watch({ jid }: JobIdBody, { key }: Caller): Observable<JobEvent> {
    this.own(this.master.store.jobs.show(jid), jid, key);
    return this.watching.from(jid, key);
  }

  @OperatorMethod('job_list', JobListBody)
  list(ask: JobListBody, { key }: Caller): Promise<OperatorMethods['job_list']['answer']> {
    return this.listing.list(key, ask);
  }

  @OperatorMethod('job_rerun', JobRerunBody)
  async rerun(ask: JobRerunBody, { key }: Caller): Promise<Observable<JobEvent>> {
    let events: Observable<JobEvent> | undefined;
    await this.reruns.rerun(key, ask, (job) => {
      events = ask.watch ? this.watching.live(job, key, false) : of(job.created);
    });
    return events as Observable<JobEvent>;
  }

  @OperatorMethod('job_kill', JobKillBody)
  kill({ jid, signal }: JobKillBody, { key }: Caller): Promise<JobKilled> {
    return this.endings.kill(key, jid, signal);
  }

  @OperatorMethod('job_running', JobRunningBody)
  runningNow({ minions }: JobRunningBody, { key }: Caller): OperatorMethods['job_running']['answer'] {
    return { minions: this.workload.of(key, minions) };
  }

  @OperatorMethod('job_cancel', JobIdBody)
  async cancel({ jid }: JobIdBody, { key }: Caller): Promise<OperatorMethods['job_cancel']['answer']> {
    return { cancelled: await this.queueing.cancel(key, jid) };
  }

  @OperatorMethod('job_show', JobIdBody)
  show({ jid }: JobIdBody, { key }: Caller): JobDetails {
    const { jobs, scheduled } = this.master.store;
    const job = this.own(jobs.show(jid) ?? scheduled.show(jid), jid, key);
    return job.operator === 'schedule' ? job : this.withMinions(this.listing.withQueue(job));
  }

  /** Jobs of others take the right to see them; without it, there are none. */
  private own(job: JobDetails | undefined, jid: string, key: string): JobDetails {
    return job && this.sight.sees(key, job.operator) ? job : this.sight.unknown(key, jid);
  }

  /** Who gets it when it comes back, and what is known of the work of those that have not returned. */
  private withMinions(job: JobDetails): JobDetails {
    const { jobs, outputs } = this.master.store;
    const queued = this.running.get(job.jid)?.queued ?? new Set();
    const room = roomForEach(job.minions.length);
    const keys = new Map(jobs.expected(job.jid).map(({ minion, key }) => [minion, key]));
    const minions = job.minions.map((row) => {
      const key = keys.get(row.minion) ?? '';
      const told = row.return !== undefined && tellsAll(row.return);
      const output = told ? undefined : readOutput(outputs.parts(job.jid, key), room);
      return { ...row, ...(queued.has(key) && { queued: true as const }), ...(output && { output }) };
    });
    return { ...job, minions };
  }
}
