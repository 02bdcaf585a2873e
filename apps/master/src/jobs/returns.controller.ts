import { Controller, Inject } from '@nestjs/common';
import type { ReturnMessage } from '@fleet/bus';
import type { ExpectedMinion, JobStore, Recorded } from '@fleet/jobs';
import { exitCodes, type Return } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { MinionEvent, ReturnBatch } from '../bus/handlers.js';
import { DriftNews } from '../drift/drift-news.js';
import { foldReturn } from '../drift/fold.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { refuseAimed } from '../refusals/aimed.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { AcknowledgementBody, faultIn, ProgressBody } from './job-bodies.js';
import { JobEvents } from './job-events.js';
import { readReturn } from './read-return.js';
import { RunningJobs } from './running-jobs.js';

/** What minions tell about jobs. */
@Controller()
export class ReturnsController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly running: RunningJobs,
    private readonly drift: DriftNews,
    private readonly events: JobEvents,
  ) {}

  @MinionEvent('ack', AcknowledgementBody)
  async acknowledgement(body: AcknowledgementBody, { key }: Caller): Promise<void> {
    const minion = this.registry.get(key);
    if (!minion) return;
    const now = Date.now();
    // The second copy of a command that it is working on already.
    if (body.accepted || body.fault?.code === 'replayed') {
      this.running.acknowledged(body.jid, key, now);
      await this.master.store.writeSoon(({ jobs }) => jobs.acknowledge(body.jid, key, now));
      return;
    }
    const name = this.master.store.jobs.functionOf(body.jid);
    if (name === undefined) return;
    const refused: Return = {
      kind: 'return',
      v: 1,
      jid: body.jid,
      minion: minion.minion,
      function: name,
      retcode: exitCodes.failed,
      success: false,
      fault: faultIn(body),
      started: now,
      duration: 0,
    };
    await this.keep([{ from: { key, minion: minion.minion }, body: refused }], { own: true });
  }

  @MinionEvent('prog', ProgressBody)
  progress(body: ProgressBody, { key }: Caller): void {
    this.running.get(body.jid)?.progress(key, body);
  }

  /** Once this resolves, the stream forgets the batch. */
  @ReturnBatch()
  async returns(batch: readonly ReturnMessage[]): Promise<void> {
    const { refusals } = this.master;
    const good: { from: ExpectedMinion; body: Return }[] = [];
    for (const message of batch) {
      const known = this.registry.get(message.key) ?? this.master.store.keys.get(message.key);
      const body = jsonOf(message);
      const read = readReturn(body, message.jid);
      // Neither gets better by coming again.
      if (!known)
        refusals.refused(message.key, 'unknown-key', { jid: message.jid }, 'a return of an unknown key was dropped');
      else if (!read.ok && refuseAimed(refusals, message.subject, body)) continue;
      else if (!read.ok)
        refusals.refused(
          message.key,
          'malformed',
          { minion: known.minion, jid: message.jid, why: read.why },
          'a malformed return was dropped',
        );
      else good.push({ from: { key: message.key, minion: known.minion }, body: read.body });
    }
    await this.keep(good);
  }

  /** Store all, then tell all: nobody hears of a return that could still be lost. */
  private async keep(returns: readonly { from: ExpectedMinion; body: Return }[], { own = false } = {}): Promise<void> {
    if (returns.length === 0) return;
    const { refusals } = this.master;
    const now = Date.now();
    const recorded: Recorded[] = await this.master.store.write((store) =>
      // What is sealed to one operator is passed on to it, and kept nowhere.
      returns.map(({ from, body: { revealed: _passedOn, ...kept } }) => {
        const outcome = record(store, from, kept, now, own);
        const drift = outcome === 'stored' || outcome === 'late' ? foldReturn(store, from, kept, now) : undefined;
        if (drift) this.drift.tell(store, drift);
        if (outcome === 'stored' || outcome === 'late')
          this.events.tellReturn(store, from.minion, kept, outcome === 'late');
        return outcome;
      }),
    );
    returns.forEach(({ from, body }, index) => {
      if (recorded[index] === 'unknown-job')
        refusals.refused(
          from.key,
          'unknown-job',
          { minion: from.minion, jid: body.jid },
          'a return of an unknown job was dropped',
        );
      if (recorded[index] === 'not-asked')
        refusals.refused(
          from.key,
          'not-asked',
          { minion: from.minion, jid: body.jid },
          'a minion answers for a job that it was not asked in',
        );
      if (recorded[index] !== 'stored') return;
      const job = this.running.get(body.jid);
      if (!job) return;
      job.returned(from, body);
      this.running.settle(job);
    });
  }
}

/** What a minion's own schedule began is kept apart: a minion must not answer for, or take the jid of, what the master asked. */
function record(store: JobStore, from: ExpectedMinion, body: Return, now: number, own: boolean): Recorded {
  const { scheduled } = body;
  if (scheduled) return store.scheduled.record(from, { ...body, scheduled }, now) ? 'late' : 'duplicate';
  const recorded = store.jobs.record(from, body, now, { own });
  // What it said while it ran is in its return, unless that was cut short.
  const whole = body.fault === undefined || body.value !== undefined;
  if (whole && (recorded === 'stored' || recorded === 'late')) store.outputs.remove(body.jid, from.key);
  return recorded;
}

function jsonOf(message: ReturnMessage): unknown {
  try {
    return message.json();
  } catch {
    // What it is not is said by the reader.
    return undefined;
  }
}
