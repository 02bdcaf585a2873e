import { Controller, Inject } from '@nestjs/common';
import { of, type Observable } from 'rxjs';
import type { JobDetails, JobEvent, JobRow, OperatorMethods } from '@fleet/protocol';
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
  ) {}

  @OperatorMethod('job_create', JobRequestBody)
  async create(ask: JobRequestBody, { key }: Caller): Promise<Observable<JobEvent>> {
    let events: Observable<JobEvent> | undefined;
    await this.creation.create(key, ask, (job) => {
      events = ask.watch ? this.watching.live(job, key) : of(job.created);
    });
    return events as Observable<JobEvent>;
  }

  @OperatorMethod('job_watch', JobIdBody)
  watch({ jid }: JobIdBody, { key }: Caller): Observable<JobEvent> {
    return this.watching.from(jid, key);
  }

  @OperatorMethod('job_list', JobListBody)
  list({ limit }: JobListBody): OperatorMethods['job_list']['answer'] {
    const { jobs, scheduled } = this.master.store;
    const most = limit ?? 50;
    const asked = jobs.list(most);
    // At least half of the rows are the fleet's own jobs, where there are so many: no minion's schedule may crowd them out.
    const own = scheduled.list(most - Math.min(asked.length, Math.ceil(most / 2)));
    const rows = [...asked.slice(0, most - own.length), ...own];
    return { jobs: rows.sort((a, b) => time(b) - time(a) || (a.jid < b.jid ? 1 : -1)) };
  }

  @OperatorMethod('job_show', JobIdBody)
  show({ jid }: JobIdBody): JobDetails {
    const { jobs, scheduled } = this.master.store;
    return jobs.show(jid) ?? scheduled.show(jid) ?? refuse('not-found', `there is no job ${jid}`);
  }
}
