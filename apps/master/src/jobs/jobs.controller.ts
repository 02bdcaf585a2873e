import { Controller, Inject } from '@nestjs/common';
import { of, type Observable } from 'rxjs';
import type { JobDetails, JobEvent, JobRow, OperatorMethods } from '@fleet/protocol';
import { Access } from '../access/access.js';
import type { Caller } from '../bus/caller.js';
import { OperatorMethod } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { JobIdBody, JobListBody, JobRequestBody } from './job-bodies.js';
import { JobCreation } from './job-creation.js';
import { JobWatching } from './job-watching.js';

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
      return { jobs: jobs.list(most, { ...filter, operator }) };
    }
    const asked = jobs.list(most, filter);
    // At least half of the rows are the fleet's own jobs, where there are so many: no minion's schedule may crowd them out.
    const own = scheduled.list(most - Math.min(asked.length, Math.ceil(most / 2)), filter);
    const rows = [...asked.slice(0, most - own.length), ...own];
    return { jobs: rows.sort((a, b) => time(b) - time(a) || (a.jid < b.jid ? 1 : -1)) };
  }

  @OperatorMethod('job_show', JobIdBody)
  show({ jid }: JobIdBody, { key }: Caller): JobDetails {
    const { jobs, scheduled } = this.master.store;
    return this.own(jobs.show(jid) ?? scheduled.show(jid), jid, key);
  }

  /** Jobs of others take the right to see them; without it, there are none. */
  private own(job: JobDetails | undefined, jid: string, key: string): JobDetails {
    const mine = job !== undefined && job.operator === this.master.operators.name(key);
    return job && (mine || this.access.mayRead(key, 'jobs')) ? job : refuse('not-found', `there is no job ${jid}`);
  }
}
