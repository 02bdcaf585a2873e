import { Inject, Injectable } from '@nestjs/common';
import type { JobRerunAsk, Target } from '@fleet/protocol';
import { isMap } from '@fleet/values';
import { Access } from '../access/access.js';
import { shownCall } from '../access/shown-call.js';
import { exactList, exactMap } from '../bus/exact.js';
import { refuse } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { JobCreation } from './job-creation.js';
import { JobSight } from './job-sight.js';
import { RequestKeep } from './request-keep.js';
import type { RunningJob } from './running-job.js';
import { RunningJobs } from './running-jobs.js';

/**
 * The same once more. It is asked in the name of who asks now: target, rights, confirmations and approvals are looked at as if it had been typed again, and
 * tree and pillar are those of now.
 */
@Injectable()
export class JobReruns {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly sight: JobSight,
    private readonly access: Access,
    private readonly running: RunningJobs,
    private readonly kept: RequestKeep,
    private readonly creation: JobCreation,
  ) {}

  async rerun(operator: string, ask: JobRerunAsk, begun: (job: RunningJob) => void): Promise<void> {
    const { jid, failed, ...rest } = ask;
    // What is not said stays as it was.
    const wish = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as typeof rest;
    const request = this.requestOf(operator, jid);
    if (failed !== true && this.running.get(jid))
      return refuse('conflict', `job ${jid} goes on: fleetctl jobs attach ${jid} shows it, jobs kill ${jid} ends it`);
    const target = failed === true ? this.failedIn(jid) : request.target;
    await this.creation.create(operator, { ...request, ...wish, target, rerunOf: jid }, begun);
  }

  private requestOf(operator: string, jid: string): NonNullable<ReturnType<RequestKeep['get']>> {
    const { jobs, pieces, scheduled } = this.master.store;
    const by = jobs.operatorOf(jid);
    if (by === undefined && this.sight.sees(operator, 'schedule') && scheduled.show(jid))
      return refuse(
        'conflict',
        `job ${jid} was begun by the schedule of its minion: schedule.run_job runs there what is scheduled`,
      );
    this.sight.demand(operator, jid);
    const own = this.sight.isOwn(operator, by);
    if (!own && !this.access.has(operator, 'jobs'))
      return refuse('not-allowed', 'repeating the jobs of others takes the right `jobs`');
    const step = pieces.stepOf(jid);
    if (step?.startsWith('back to '))
      return refuse(
        'conflict',
        `job ${jid} went back to an earlier state tree as a part of a rollout; repeated, it would apply the tree of now`,
      );
    const request = this.kept.get(jid);
    if (!request)
      return refuse(
        'conflict',
        `what was asked exactly for job ${jid} is not kept: type it again, as fleetctl jobs show ${jid} shows it`,
      );
    if (!own && this.hides(request) && !this.access.has(operator, 'secrets'))
      return refuse(
        'not-allowed',
        `job ${jid} was given arguments that are not shown: repeating it for somebody else takes the right \`secrets\``,
      );
    return request;
  }

  /** Whether it holds what only its own operator knows: sent to further minions, it would be told to them. */
  private hides({ function: name, args, kwargs }: { function: string; args: string; kwargs: string }): boolean {
    const call = { function: name, args: exactList(args, 'args'), kwargs: exactMap(kwargs, 'kwargs') };
    const pillar = call.kwargs.get('pillar');
    const { text } = shownCall(this.master.redactor, call);
    return text.args !== args || text.kwargs !== kwargs || (isMap(pillar) && pillar.size > 0);
  }

  private failedIn(jid: string): Target {
    const ids = this.master.store.pieces.unsuccessful(jid);
    return ids.length === 0
      ? refuse('no-match', `nobody failed in job ${jid}, and nobody was silent`)
      : { type: 'list', expression: ids.join(',') };
  }
}
