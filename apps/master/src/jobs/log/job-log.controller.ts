import { Controller, Inject } from '@nestjs/common';
import { IsInt, IsOptional, Max, MaxLength, Min, IsString } from 'class-validator';
import type { JobLogPart } from '@fleet/protocol';
import type { Caller } from '../../bus/caller.js';
import { OperatorMethod } from '../../bus/handlers.js';
import { refuse } from '../../bus/refusal.js';
import { runtime, type MasterRuntime } from '../../runtime/runtime.js';
import { JobIdBody } from '../job-bodies.js';
import { JobSight } from '../job-sight.js';
import { JobLog } from './job-log.js';
import { readJobLog } from './read-job-log.js';

class JobLogBody extends JobIdBody {
  @IsOptional() @IsString() @MaxLength(253) readonly minion?: string;
  @IsOptional() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) readonly after?: number;
}

/** Logs of jobs for operators: their own, and those of others to whoever may see these. */
@Controller()
export class JobLogController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly logs: JobLog,
    private readonly sight: JobSight,
  ) {}

  @OperatorMethod('job_log', JobLogBody)
  async read({ jid, minion, after = 0 }: JobLogBody, { key }: Caller): Promise<JobLogPart> {
    const { jobs } = this.master.store;
    this.sight.demand(key, jid);
    if (minion !== undefined && !jobs.expected(jid).some((row) => row.minion === minion))
      return refuse('not-found', `${minion} was not asked in job ${jid}`);
    const ended = jobs.standing(jid) === 'ended';
    const path = this.logs.pathOf(jid);
    if (path === undefined) return { text: '', next: after, more: false, ended, none: 'off' };
    await this.logs.flush([jid]);
    const piece = await readJobLog(path, after, minion);
    if (!piece)
      return { text: '', next: after, more: false, ended, none: this.logs.quiet(jid) ? 'nothing-said' : 'not-kept' };
    return { ...piece, ended: ended && !piece.more };
  }
}
