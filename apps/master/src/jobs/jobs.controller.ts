import { Controller, Inject } from '@nestjs/common';
import { of, type Observable } from 'rxjs';
import type { JobDetails, JobEvent, OperatorMethods } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { OperatorMethod } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { JobIdBody, JobListBody, JobRequestBody } from './job-bodies.js';
import { JobCreation } from './job-creation.js';
import { JobWatching } from './job-watching.js';

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
    const newest = [...jobs.list(most), ...scheduled.list(most)].sort((a, b) => (a.jid < b.jid ? 1 : -1));
    return { jobs: newest.slice(0, most) };
  }

  @OperatorMethod('job_show', JobIdBody)
  show({ jid }: JobIdBody): JobDetails {
    const { jobs, scheduled } = this.master.store;
    return jobs.show(jid) ?? scheduled.show(jid) ?? refuse('not-found', `there is no job ${jid}`);
  }
}
