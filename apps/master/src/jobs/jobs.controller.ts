import { Controller, Inject } from '@nestjs/common';
import { of, type Observable } from 'rxjs';
import type { JobDetails, JobEvent, JobRow, OperatorMethods } from '@fleet/protocol';
import { Access } from '../access/access.js';
import type { Caller } from '../bus/caller.js';
import { OperatorMethod } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { readOutput, roomForEach } from './read-output.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { JobIdBody, JobListBody, JobRequestBody } from './job-bodies.js';
import { JobCreation } from './job-creation.js';
import { JobWatching } from './job-watching.js';
import { Queueing } from './queueing.js';
import { RunningJobs } from './running-jobs.js';
import { tellsAll } from './said-last.js';

/** By the master's clock: of what a minion scheduled itself, that is when it came here. */
function time({ operator, created, ended }: JobRow): number {
  return operator === 'schedule' ? (ended ?? created) : created;
}

/** What operators ask about jobs. */
@Controller()
export class JobsController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly creation: JobCreation,
    private readonly watching: JobWatching,
    private readonly queueing: Queueing,
    private readonly running: RunningJobs,
    private readonly access: Access,
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
  list({ limit, ...filter }: JobListBody, { key }: Caller): OperatorMethods['job_list']['answer'] {
    const { jobs, scheduled } = this.master.store;
    const most = limit ?? 50;
    if (!this.access.mayRead(key, 'jobs')) {
      const operator = this.master.operators.name(key);
      if (filter.operator !== undefined && filter.operator !== operator) return { jobs: [] };
      return { jobs: jobs.list(most, { ...filter, operator }).map((row) => this.withQueue(row)) };
    }
    const asked = jobs.list(most, filter);
    // At least half of the rows are the fleet's own jobs, where there are so many: no minion's schedule may crowd them out.
    const own = scheduled.list(most - Math.min(asked.length, Math.ceil(most / 2)), filter);
    const rows = [...asked.slice(0, most - own.length).map((row) => this.withQueue(row)), ...own];
    return { jobs: rows.sort((a, b) => time(b) - time(a) || (a.jid < b.jid ? 1 : -1)) };
  }

  @OperatorMethod('job_cancel', JobIdBody)
  async cancel({ jid }: JobIdBody, { key }: Caller): Promise<OperatorMethods['job_cancel']['answer']> {
    return { cancelled: await this.queueing.cancel(key, jid) };
  }

  @OperatorMethod('job_show', JobIdBody)
  show({ jid }: JobIdBody, { key }: Caller): JobDetails {
    const { jobs, scheduled } = this.master.store;
    const job = this.own(jobs.show(jid) ?? scheduled.show(jid), jid, key);
    return job.operator === 'schedule' ? job : this.withMinions(this.withQueue(job));
  }

  /** Jobs of others take the right to see them; without it, there are none. */
  private own(job: JobDetails | undefined, jid: string, key: string): JobDetails {
    const mine = job !== undefined && job.operator === this.master.operators.name(key);
    return job && (mine || this.access.mayRead(key, 'jobs')) ? job : refuse('not-found', `there is no job ${jid}`);
  }

  private withQueue<Row extends JobRow>(row: Row): Row {
    const queued = this.running.get(row.jid)?.queued.size ?? 0;
    return queued === 0 ? row : { ...row, queued };
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
