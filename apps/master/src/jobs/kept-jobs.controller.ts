import { Controller, Inject } from '@nestjs/common';
import { IsBoolean, IsOptional, Matches } from 'class-validator';
import type { Jid, MinionServices, OperatorMethods } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { MinionService, OperatorMethod } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { JobIdBody } from './job-bodies.js';
import { KeptJobs } from './kept-jobs.js';
import { RunningJobs } from './running-jobs.js';

class JobKeepBody {
  @Matches(/^[0-9]{20}$/, { message: 'jid must have 20 digits' }) readonly jid!: Jid;
  @IsOptional() @IsBoolean() readonly release?: boolean;
}

/** Jobs that last as long as somebody keeps them: whoever watches says so from time to time, and their minions ask. */
@Controller()
export class KeptJobsController {
  private readonly kept = new KeptJobs(() => performance.now());
  private readonly started = Date.now();

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly running: RunningJobs,
  ) {}

  /** One's own only: nobody prolongs what another follows. */
  @OperatorMethod('job_keep', JobKeepBody)
  keep({ jid, release }: JobKeepBody, { key }: Caller): OperatorMethods['job_keep']['answer'] {
    const { store, operators } = this.master;
    if (store.jobs.operatorOf(jid) !== operators.name(key)) return refuse('not-found', `there is no job ${jid}`);
    const job = this.running.get(jid);
    if (release === true || !job) {
      this.kept.release(jid);
      return { kept: false, master: this.started };
    }
    this.kept.keep(jid);
    const silent = job.silences.map(({ minion, reason }) => ({ minion, reason }));
    return { kept: true, master: this.started, silent };
  }

  @MinionService('job_kept', JobIdBody)
  isKept({ jid }: JobIdBody, { key }: Caller): MinionServices['job_kept']['answer'] {
    // One that has returned, or was never asked, learns nothing but that.
    if (!this.running.get(jid) || !this.master.store.jobs.expects(jid, key)) return { kept: false };
    return { kept: this.kept.has(jid) };
  }
}
