import { Inject, Injectable } from '@nestjs/common';
import { Observable, type Subscription } from 'rxjs';
import type { RolloutRecord } from '@fleet/jobs';
import type { Jid, RolloutEvent } from '@fleet/protocol';
import { JobWatching } from '../jobs/job-watching.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { hasEnded } from './machine.js';
import { rolloutRow, waveName } from './rollout-rows.js';
import { RolloutRunner } from './rollout-runner.js';

/** Watchers of one rollout by one operator. One whose connection was lost asks again and cannot say goodbye, so the oldest go. */
const most = 8;

/** Streams of what happens to rollouts: each change of the row, and the events of the jobs of their waves. */
@Injectable()
export class RolloutWatching {
  private readonly watchers = new Map<string, (() => void)[]>();

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly runner: RolloutRunner,
    private readonly jobs: JobWatching,
  ) {}

  from(record: RolloutRecord, operator: string): Observable<RolloutEvent> {
    return new Observable((subscriber) => {
      let job: { readonly jid: string; readonly events: Subscription } | undefined;
      const show = (now: RolloutRecord): void => {
        subscriber.next({ event: 'rollout', rollout: rolloutRow(now) });
        const { jid } = now.progress;
        if (jid !== undefined && jid !== job?.jid && now.progress.state !== 'gate' && this.isKnown(jid)) {
          job?.events.unsubscribe();
          const wave = now.progress.state === 'reverting' ? 'revert' : waveName(now.plan, now.progress.wave);
          job = {
            jid,
            events: this.jobs
              .from(jid, operator)
              .subscribe((event) => subscriber.next({ event: 'job', id: now.id, wave, job: event })),
          };
        }
        if (hasEnded(now.progress)) end();
      };
      const unwatch = this.runner.watch(record.id, show);
      const end = (): void => {
        unwatch?.();
        job?.events.unsubscribe();
        this.forget(name, end);
        subscriber.complete();
      };
      const name = `${operator} ${record.id}`;
      if (unwatch) this.remember(name, end);
      show(this.runner.get(record.id) ?? record);
    });
  }

  private isKnown(jid: Jid): boolean {
    return this.master.store.jobs.standing(jid) !== 'unknown';
  }

  private remember(name: string, end: () => void): void {
    const ends = [...(this.watchers.get(name) ?? []), end];
    this.watchers.set(name, ends);
    if (ends.length > most) ends[0]?.();
  }

  private forget(name: string, end: () => void): void {
    const left = (this.watchers.get(name) ?? []).filter((other) => other !== end);
    if (left.length > 0) this.watchers.set(name, left);
    else this.watchers.delete(name);
  }
}
