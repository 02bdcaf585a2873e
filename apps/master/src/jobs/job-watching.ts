import { Inject, Injectable } from '@nestjs/common';
import { Observable } from 'rxjs';
import type { Jid, JobDetails, JobEvent } from '@fleet/protocol';
import { refuse } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import type { RunningJob } from './running-job.js';
import { RunningJobs } from './running-jobs.js';
import { missingFrom } from './target-resolver.js';

/** Watchers of one job by one operator. One whose connection was lost asks again and cannot say goodbye, so the oldest go. */
const most = 8;

/** Streams of job events: what has happened already, then what happens. */
@Injectable()
export class JobWatching {
  private readonly watchers = new Map<string, (() => void)[]>();

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly running: RunningJobs,
  ) {}

  /** A job that is just being created; `revealing`: whoever asks holds the key that secrets are sealed to. */
  live(job: RunningJob, operator: string, revealing: boolean): Observable<JobEvent> {
    return this.stream(job, operator, [job.created], revealing);
  }

  /** Any job. */
  from(jid: Jid, operator: string): Observable<JobEvent> {
    const details = this.master.store.jobs.show(jid);
    if (!details) return refuse('not-found', `there is no job ${jid}`);
    const created: JobEvent = {
      event: 'created',
      jid,
      minions: details.minions.map(({ minion }) => minion),
      ...missingFrom(details.target, details.minions),
    };
    const past: JobEvent[] = details.minions.flatMap((row): JobEvent[] =>
      row.return
        ? [{ event: 'returned', jid, minion: row.minion, return: row.return }]
        : row.acknowledged === undefined
          ? []
          : [{ event: 'acknowledged', jid, minion: row.minion }],
    );
    past.push(...this.said(jid, details));
    const job = this.running.get(jid);
    if (job) return this.stream(job, operator, [created, ...past]);
    const stored = details.minions.flatMap(({ minion, silence }) => (silence ? [{ minion, reason: silence }] : []));
    const silent = this.running.justEnded(jid)?.map(({ minion, reason }) => ({ minion, reason })) ?? stored;
    return new Observable((subscriber) => {
      for (const event of [created, ...past, { event: 'ended', jid, silent } satisfies JobEvent])
        subscriber.next(event);
      subscriber.complete();
    });
  }

  /** What those that have not returned have said so far. */
  private said(jid: Jid, { minions }: JobDetails): JobEvent[] {
    const { jobs, outputs } = this.master.store;
    const silent = new Set(minions.flatMap((row) => (row.return ? [] : [row.minion])));
    return jobs
      .expected(jid)
      .filter(({ minion }) => silent.has(minion))
      .flatMap(({ minion, key }) =>
        outputs.parts(jid, key).map(({ start, text }): JobEvent => ({ event: 'output', jid, minion, start, text })),
      );
  }

  /** Hot from the moment it is made: no event is lost before somebody subscribes. */
  private stream(
    job: RunningJob,
    operator: string,
    past: readonly JobEvent[],
    revealing = false,
  ): Observable<JobEvent> {
    const buffer: JobEvent[] = [...past];
    let emit = (event: JobEvent): void => void buffer.push(event);
    const stop = job.watch((event) => emit(event), revealing);
    this.limit(`${operator} ${job.jid}`, stop, job);
    return new Observable((subscriber) => {
      emit = (event) => {
        subscriber.next(event);
        if (event.event === 'ended') subscriber.complete();
      };
      for (const event of buffer.splice(0)) emit(event);
      return stop;
    });
  }

  private limit(name: string, stop: () => void, job: RunningJob): void {
    const stops = this.watchers.get(name) ?? [];
    if (stops.length === 0) job.watch(({ event }) => void (event === 'ended' && this.watchers.delete(name)));
    stops.push(stop);
    this.watchers.set(name, stops);
    if (stops.length > most) stops.shift()?.();
  }
}
