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
import { JobLog } from './log/job-log.js';
import { RunningJobs } from './running-jobs.js';
import { beyond, saidLast, tellsAll, type Said } from './said-last.js';

/** Bytes that are kept of what an interrupted job said on one minion. */
const mostKept = 1024 * 1024;

/** What minions tell about jobs. */
@Controller()
export class ReturnsController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly running: RunningJobs,
    private readonly drift: DriftNews,
    private readonly events: JobEvents,
    private readonly jobLog: JobLog,
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

  /** Store all, then tell all: nobody hears of a return that could still be lost. Then into the logs; what was said is kept until it is there. */
  private async keep(returns: readonly Arrived[], { own = false } = {}): Promise<void> {
    if (returns.length === 0) return;
    const now = Date.now();
    const kept = await this.master.store.write((store) =>
      returns.map((arrived) => {
        const noted = record(store, arrived, now, own);
        const { recorded } = noted;
        const { from } = arrived;
        // What is sealed to one operator is passed on to it, and kept nowhere.
        const { revealed: _passedOn, said: _logged, ...body } = arrived.body;
        if (recorded === 'stored' || recorded === 'late') {
          const drift = foldReturn(store, from, body, now);
          if (drift) this.drift.tell(store, drift);
          this.events.tellReturn(store, from.minion, body, recorded === 'late');
        }
        return { ...arrived, ...noted };
      }),
    );
    for (const arrived of kept) this.tell(arrived, now);
    const asked = kept.filter(({ recorded, body }) => logged.includes(recorded) && !body.scheduled);
    await this.jobLog.flush(new Set(asked.map(({ body }) => body.jid)));
    const told = asked.filter(({ known, body }) => known > 0 && tellsAll(body));
    if (told.length > 0)
      await this.master.store.write(({ outputs }) =>
        told.forEach(({ from, body }) => void outputs.remove(body.jid, from.key)),
      );
  }

  private tell({ from, body, recorded, known, last }: Arrived & Kept, now: number): void {
    const { refusals } = this.master;
    const { key, minion } = from;
    const { jid } = body;
    if (recorded === 'unknown-job')
      refusals.refused(key, recorded, { minion, jid }, 'a return of an unknown job was dropped');
    if (recorded === 'not-asked')
      refusals.refused(key, recorded, { minion, jid }, 'a minion answers for a job that it was not asked in');
    if (!logged.includes(recorded) || body.scheduled) return;
    const job = recorded === 'stored' ? this.running.get(jid) : undefined;
    if (last) {
      const fresh = beyond(known, last);
      if (fresh) job?.output(key, fresh.start, fresh.text, true);
      this.jobLog.said(jid, minion, last.start, last.text);
    }
    this.jobLog.returned(jid, minion, body, now);
    if (!job) return;
    job.returned(from, body);
    this.running.settle(job);
  }
}

interface Arrived {
  readonly from: ExpectedMinion;
  readonly body: Return;
}

interface Kept {
  readonly recorded: Recorded;
  /** Bytes that were known of what the job said there. */
  readonly known: number;
  /** What came of it with the return. */
  readonly last?: Said;
}

/** A duplicate may be one of which a master that was killed could store the return, and not write the log. */
const logged: readonly Recorded[] = ['stored', 'late', 'duplicate'];

/** What a minion's own schedule began is kept apart: a minion must not answer for, or take the jid of, what the master asked. */
function record(store: JobStore, { from, body }: Arrived, now: number, own: boolean): Kept {
  // What is sealed to one operator is passed on to it, and kept nowhere.
  const { revealed: _passedOn, said: _logged, ...kept } = body;
  const { scheduled } = kept;
  if (scheduled)
    return { recorded: store.scheduled.record(from, { ...kept, scheduled }, now) ? 'late' : 'duplicate', known: 0 };
  const recorded = store.jobs.record(from, kept, now, { own });
  if (!logged.includes(recorded)) return { recorded, known: 0 };
  const known = store.outputs.received(body.jid, from.key);
  const last = saidLast(body);
  // Its return does not tell it.
  if (last && recorded !== 'duplicate' && !tellsAll(body)) {
    const fresh = beyond(known, last);
    if (fresh) store.outputs.append(body.jid, from.key, fresh.start, fresh.text, mostKept);
  }
  return { recorded, known, ...(last && { last }) };
}

function jsonOf(message: ReturnMessage): unknown {
  try {
    return message.json();
  } catch {
    // What it is not is said by the reader.
    return undefined;
  }
}
