import { Controller, Inject } from '@nestjs/common';
import { IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { MinionServices, OutputPart } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { MinionService } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { Allowance } from '../events/allowance.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { JobLog } from './log/job-log.js';
import { RunningJobs } from './running-jobs.js';

/** Bytes that are kept of what one job says: on one minion, on all of them together, and on each however many they are. */
const kept = { minion: 1024 * 1024, job: 64 * 1024 * 1024, least: 64 * 1024 };

class OutputBody implements OutputPart {
  @Matches(/^[0-9]{20}$/) readonly jid!: string;
  @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) readonly offset!: number;
  @IsString() @MaxLength(65_536) readonly text!: string;
}

/** What running jobs say: stored before it is answered for, so that neither side loses any of it, then told to whoever watches. */
@Controller()
export class OutputController {
  private readonly allowance = new Allowance({ atOnce: 50, perSecond: 20 });

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly running: RunningJobs,
    private readonly jobLog: JobLog,
  ) {}

  @MinionService('output', OutputBody)
  async take({ jid, offset, text }: OutputBody, { key }: Caller): Promise<MinionServices['output']['answer']> {
    const known = this.registry.get(key);
    if (!known) return refuse('not-allowed', 'this key is not accepted');
    const { store } = this.master;
    if (!this.allowance.take(key)) return refuse('busy', 'this minion sends what its jobs say too fast');
    if (!store.jobs.expects(jid, key))
      return refuse('not-found', 'this minion was not asked in such a job, or has returned');
    if (text === '') return { received: store.outputs.received(jid, key) };
    const most = Math.max(kept.least, Math.min(kept.minion, Math.floor(kept.job / (this.running.get(jid)?.size ?? 1))));
    const { before, received } = await store.writeSoon(({ jobs, outputs }) => {
      const had = outputs.received(jid, key);
      // Its return may have been stored since.
      return { before: had, received: jobs.expects(jid, key) ? outputs.append(jid, key, offset, text, most) : had };
    });
    if (received > before) {
      this.running.get(jid)?.output(key, offset, text);
      this.jobLog.said(jid, known.minion, offset, text);
    }
    return { received };
  }
}
