import { exitCodes, type Command, type Fault, type FaultCode, type Jid, type Return } from '@fleet/protocol';
import { JobGoesOn } from './goes-on.js';
import type { JournalEntry } from './journal.js';
import type { Said } from './output/output-spool.js';
import { inWords } from './machine-trouble.js';
import { returnMessage, type Outcome } from './outcome.js';
import { JobEnded, type JobBegun, type JobInHand } from './running-jobs.js';

export type RunnableCommand = Pick<
  Command,
  'jid' | 'function' | 'args' | 'kwargs' | 'revision' | 'operator' | 'confirmed' | 'destroy' | 'reveal'
> &
  Pick<JournalEntry, 'schedule'>;

/** Jobs under way, and the switch that ends them all. */
export interface RunningJobs {
  readonly size: number;
  has(jid: Jid): boolean;
  /** `undefined` where no further job is taken on. */
  enter(job: JobBegun): JobInHand | undefined;
}

/** What a job meets from its acceptance to its return. */
export interface JobDesk {
  readonly minion: { readonly id: string };
  readonly running: RunningJobs;
  /** Whether the function may change the machine: its traces then reach the disk before it begins and before it is reported. */
  readonly touches: (name: string) => boolean;
  readonly journal: {
    begin(entry: JournalEntry, options: { durable: boolean }): Promise<void>;
    end(jid: Jid): Promise<void>;
  };
  readonly outbox: {
    /** `kept`: called when the return is on disk or with the master. */
    put(message: Return, options: { durable: boolean; kept?: () => Promise<void> }): Promise<void>;
  };
  readonly run: (command: RunnableCommand, job: JobInHand) => Promise<Outcome>;
  /** What the job said and the master does not have: it travels with the return. */
  readonly rest: (jid: Jid) => Promise<Said | undefined>;
  /** One call for each message that is not obeyed. */
  readonly refused: (why: FaultCode, fields: Readonly<Record<string, unknown>>) => void;
  readonly now: () => number;
}

/** Who hears what becomes of a job before it returns. */
export interface JobWitness {
  readonly accepted: () => void;
  readonly refused: (why: Fault) => void;
  /** Goes into its return. */
  readonly scheduled?: NonNullable<Return['scheduled']>;
}

/** The door that every job comes through, whoever wished it: the master or the schedule. */
export async function takeOn(command: RunnableCommand, desk: JobDesk, witness: JobWitness): Promise<void> {
  const job = desk.running.enter(command);
  if (!job)
    return witness.refused({
      code: 'busy',
      message: `this minion runs ${desk.running.size} jobs already, or is stopping`,
    });
  try {
    await runJob(command, job, desk, witness);
  } finally {
    job.leave();
  }
}

/** journal → ack → run → outbox → journal: at any moment, a kill leaves either a return or an entry that says "interrupted". */
async function runJob(command: RunnableCommand, job: JobInHand, desk: JobDesk, witness: JobWitness): Promise<void> {
  const started = desk.now();
  const durable = desk.touches(command.function);
  try {
    const { jid, schedule } = command;
    await desk.journal.begin({ jid, function: command.function, started, ...(schedule && { schedule }) }, { durable });
  } catch (error) {
    return witness.refused({
      code: 'unavailable',
      message: `this minion cannot write its journal: ${inWords(error)}`,
    });
  }
  witness.accepted();
  const outcome = await outcomeOf(command, job, desk);
  // Its entry stays: the next process of this minion ends it.
  if (outcome === 'goes-on') return;
  const duration = Math.max(0, desk.now() - started);
  const { scheduled } = witness;
  // Nobody at the master keeps a log of what a schedule began.
  const said = scheduled ? undefined : await desk.rest(command.jid);
  const message = returnMessage(command, outcome, {
    minion: desk.minion.id,
    started,
    duration,
    ...(scheduled && { scheduled }),
    ...(said && { said }),
  });
  // Where the disk refuses the return, the entry stays until the master has it: a kill in between must not end in silence.
  await desk.outbox.put(message, { durable, kept: () => desk.journal.end(command.jid) });
}

/** Whatever a function throws past its own handling is our defect, and still an answer. */
async function outcomeOf(command: RunnableCommand, job: JobInHand, desk: JobDesk): Promise<Outcome | 'goes-on'> {
  try {
    return ended(await desk.run(command, job), job.signal);
  } catch (error) {
    if (error instanceof JobGoesOn) return 'goes-on';
    desk.refused('internal', { jid: command.jid, function: command.function, error });
    return {
      fault: {
        code: 'internal',
        message: `${command.function} failed in a way that fleet did not foresee; the minion's log has the details`,
      },
      retcode: exitCodes.failed,
    };
  }
}

/** What was ended half-way is no success, even where it could still tell what it had done so far. */
function ended(outcome: Outcome, signal: AbortSignal): Outcome {
  const stopped = signal.reason instanceof JobEnded && outcome.retcode === exitCodes.ok;
  return stopped ? { ...outcome, retcode: exitCodes.aborted } : outcome;
}
