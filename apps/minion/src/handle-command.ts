import type { CommandArguments } from '@fleet/identity';
import {
  exitCodes,
  type Acknowledgement,
  type Command,
  type Fault,
  type FaultCode,
  type Jid,
  type Notice,
  type Return,
  type Signed,
  type Target,
} from '@fleet/protocol';
import { JobGoesOn } from './goes-on.js';
import type { HeardJobs } from './heard-jobs.js';
import type { JournalEntry } from './journal.js';
import { returnMessage, untracedReturn, type Outcome } from './outcome.js';
import { readMessage, readSigned } from './read-message.js';
import type { RefusedJobs } from './refused-jobs.js';
import type { Turns } from './turns.js';
import { JobEnded, type JobBegun, type JobInHand } from './running-jobs.js';

/** How far the master's clock may be ahead of ours; milliseconds. */
export const clockSkew = 60_000;

export type RunnableCommand = Pick<
  Command,
  'jid' | 'function' | 'args' | 'kwargs' | 'revision' | 'operator' | 'confirmed' | 'reveal'
> &
  Pick<JournalEntry, 'schedule'>;

type MaybeLater<T> = T | Promise<T>;

/** What a command meets on its way through the minion. */
export interface CommandDesk {
  readonly minion: { readonly id: string; readonly key: string };
  /** What a key of this minion's master signed this envelope as; `undefined` where none did. */
  readonly verify: (signed: Signed) => MaybeLater<'command' | 'notice' | undefined>;
  /** Whether a command of this epoch may be obeyed: a master that was replaced by a restored one is not. */
  readonly admitEpoch: (epoch: number) => MaybeLater<boolean>;
  /** Arguments that were sealed to this minion; `undefined` where they were sealed for something else. */
  readonly unseal: (jid: Jid, sealed: string) => CommandArguments | undefined;
  /** Whether the jid was written down before. */
  readonly known: (jid: Jid) => boolean;
  /** What jobs were refused for: another copy of the command hears the same, whatever has changed meanwhile. */
  readonly refusals: Pick<RefusedJobs, 'of' | 'keep'>;
  /** Copies of one command that come together are looked at one after the other: the second sees what became of the first. */
  readonly turns: Pick<Turns<Jid>, 'take'>;
  /** Jobs that this process heard of. */
  readonly heard: Pick<HeardJobs, 'has' | 'add'>;
  /** Writes the jid down, forced to the disk where `durable`; `false` where it was there already. A rejection: it could not be written. */
  readonly admit: (jid: Jid, expires: number, durable: boolean) => MaybeLater<boolean>;
  /** Why the configuration of this minion forbids the function; `undefined` where it does not. */
  readonly disabled: (name: string) => string | undefined;
  /** This minion is drained, and takes on no such function. */
  readonly held: (name: string) => boolean;
  readonly matches: (target: Target) => MaybeLater<boolean>;
  /** Whether the function may change the machine: its traces then reach the disk before it begins and before it is reported. */
  readonly touches: (name: string) => boolean;
  readonly journal: {
    begin(entry: JournalEntry, options: { durable: boolean }): Promise<void>;
    end(jid: Jid): Promise<void>;
  };
  readonly outbox: { has(jid: Jid): boolean; put(message: Return, options: { durable: boolean }): Promise<void> };
  readonly running: RunningJobs;
  readonly acknowledge: (message: Acknowledgement) => void;
  readonly run: (command: RunnableCommand, job: JobInHand) => Promise<Outcome>;
  readonly notice: (notice: Notice['notice'], within?: number) => Promise<void>;
  /** One call for each message that is not obeyed. */
  readonly refused: (why: FaultCode, fields: Readonly<Record<string, unknown>>) => void;
  readonly now: () => number;
}

/** Jobs under way, and the switch that ends them all. */
export interface RunningJobs {
  readonly size: number;
  has(jid: Jid): boolean;
  /** `undefined` where no further job is taken on. */
  enter(job: JobBegun): JobInHand | undefined;
}

/** The life of one message from the master. It never throws for what the message holds, and never answers one that nobody signed. */
export async function handleCommand(data: Uint8Array, desk: CommandDesk): Promise<void> {
  const message = await verified(data, desk);
  if (!message) return;

  const late = untimely(message, desk);
  if (message.kind === 'notice') {
    if (late) return desk.refused(late.code, { notice: message.notice });
    if (!forMe(message, desk)) return desk.refused('not-for-me', { notice: message.notice });
    return desk.notice(message.notice, message.within);
  }

  if (!forMe(message, desk))
    return refuse(message, fault('not-for-me', 'this command was signed for another minion'), desk);
  if (await desk.turns.take(message.jid, () => refusedAtTheDoor(message, late, desk))) return;
  // A broadcast that means others is the usual case, and silent. What is signed for this minion alone the master has matched itself, by
  // labels and pillar that are not known here.
  if ('everyone' in message.audience && !(await desk.matches(message.target))) return;
  const disabled = desk.disabled(message.function);
  if (disabled !== undefined) return refuse(message, fault('disabled', disabled), desk);
  if (desk.held(message.function)) return refuse(message, drained(message.function), desk);

  const command = opened(message, desk);
  if (!command) return refuse(message, fault('malformed', 'the arguments were not sealed to this minion'), desk);
  await takeOn(command, desk, {
    accepted: () => desk.acknowledge({ kind: 'ack', v: 1, jid: message.jid, accepted: true }),
    refused: (why) => refuse(message, why, desk),
  });
}

/** Who hears what becomes of a job before it returns. */
export interface JobWitness {
  readonly accepted: () => void;
  readonly refused: (why: Fault) => void;
  /** Goes into its return. */
  readonly scheduled?: NonNullable<Return['scheduled']>;
}

/** The door that every job comes through, whoever wished it: the master or the schedule. */
export async function takeOn(
  command: RunnableCommand,
  desk: Pick<CommandDesk, 'minion' | 'running' | 'touches' | 'journal' | 'run' | 'refused' | 'now'> & {
    readonly outbox: Pick<CommandDesk['outbox'], 'put'>;
  },
  witness: JobWitness,
): Promise<void> {
  const job = desk.running.enter(command);
  if (!job) return witness.refused(fault('busy', `this minion runs ${desk.running.size} jobs already, or is stopping`));
  try {
    await runJob(command, job, desk, witness);
  } finally {
    job.leave();
  }
}

/** journal → ack → run → outbox → journal: at any moment, a kill leaves either a return or an entry that says "interrupted". */
async function runJob(
  command: RunnableCommand,
  job: JobInHand,
  desk: Parameters<typeof takeOn>[1],
  witness: JobWitness,
): Promise<void> {
  const started = desk.now();
  const durable = desk.touches(command.function);
  try {
    const { jid, schedule } = command;
    await desk.journal.begin({ jid, function: command.function, started, ...(schedule && { schedule }) }, { durable });
  } catch (error) {
    return witness.refused(
      fault(
        'unavailable',
        `this minion cannot write its journal: ${error instanceof Error ? error.message : String(error)}`,
      ),
    );
  }
  witness.accepted();
  const outcome = await outcomeOf(command, job, desk);
  // Its entry stays: the next process of this minion ends it.
  if (outcome === 'goes-on') return;
  const duration = Math.max(0, desk.now() - started);
  const { scheduled } = witness;
  const message = returnMessage(command, outcome, {
    minion: desk.minion.id,
    started,
    duration,
    ...(scheduled && { scheduled }),
  });
  await desk.outbox.put(message, { durable });
  await desk.journal.end(command.jid);
}

/** Whatever a function throws past its own handling is our defect, and still an answer. */
async function outcomeOf(
  command: RunnableCommand,
  job: JobInHand,
  desk: Parameters<typeof takeOn>[1],
): Promise<Outcome | 'goes-on'> {
  try {
    return ended(await desk.run(command, job), job.signal);
  } catch (error) {
    if (error instanceof JobGoesOn) return 'goes-on';
    desk.refused('internal', { jid: command.jid, function: command.function, error });
    return {
      fault: fault(
        'internal',
        `${command.function} failed in a way that fleet did not foresee; the minion's log has the details`,
      ),
      retcode: exitCodes.failed,
    };
  }
}

/** What was ended half-way is no success, even where it could still tell what it had done so far. */
function ended(outcome: Outcome, signal: AbortSignal): Outcome {
  const stopped = signal.reason instanceof JobEnded && outcome.retcode === exitCodes.ok;
  return stopped ? { ...outcome, retcode: exitCodes.aborted } : outcome;
}

async function verified(data: Uint8Array, desk: CommandDesk): Promise<Command | Notice | undefined> {
  const signed = readSigned(data);
  if (!signed.ok) return void desk.refused(signed.code, { why: signed.why, bytes: data.length });
  const kind = await desk.verify(signed.value);
  if (!kind) return void desk.refused('bad-signature', { kid: signed.value.kid.slice(0, 64), bytes: data.length });
  const message = readMessage(signed.value.text);
  if (!message.ok) return void desk.refused(message.code, { why: message.why, bytes: data.length });
  if (message.value.kind !== kind)
    return void desk.refused('bad-signature', { why: 'signed for another purpose', bytes: data.length });
  return message.value;
}

async function superseded(message: Command, desk: CommandDesk): Promise<Fault | undefined> {
  try {
    return (await desk.admitEpoch(message.epoch))
      ? undefined
      : fault('superseded', 'this command is of a master that was replaced by a restored one');
  } catch (error) {
    return unwritable('the epoch of the command', error);
  }
}

function opened(message: Command, desk: CommandDesk): Command | undefined {
  if (message.sealed === undefined) return message;
  const given = desk.unseal(message.jid, message.sealed);
  return given && { ...message, ...given };
}

/** Whether the command ends here; otherwise it is written down as seen. */
async function refusedAtTheDoor(message: Command, late: Fault | undefined, desk: CommandDesk): Promise<boolean> {
  const why =
    answeredBefore(message, desk) ?? late ?? (await superseded(message, desk)) ?? (await seenBefore(message, desk));
  if (why) refuse(message, why, desk);
  if (why?.code === 'replayed') await returnUntraced(message, desk);
  else desk.heard.add(message.jid);
  return why !== undefined;
}

/**
 * What only an earlier process can have heard, and left no trace of, was cut off before it began, or has returned long ago: the master keeps
 * the first return that it gets.
 */
async function returnUntraced(command: Command, { heard, running, outbox, minion, now }: CommandDesk): Promise<void> {
  const { jid } = command;
  if (heard.has(jid) || running.has(jid) || outbox.has(jid)) return;
  heard.add(jid);
  const entry = { jid, function: command.function, started: command.issued };
  await outbox.put(untracedReturn(entry, minion.id, now()), { durable: false });
}

/**
 * A command may come twice. Its second copy is asked for nothing but this: between the two the clock may have jumped or the disk have
 * filled, and a refusal of what has run, like a run of what was refused, would be a second answer.
 */
function answeredBefore({ jid }: Command, desk: CommandDesk): Fault | undefined {
  const seen = desk.known(jid) || desk.running.has(jid) || desk.outbox.has(jid);
  return desk.refusals.of(jid) ?? (seen ? fault('replayed', 'this job was seen before') : undefined);
}

async function seenBefore(message: Command, desk: CommandDesk): Promise<Fault | undefined> {
  try {
    return (await desk.admit(message.jid, message.expires, desk.touches(message.function)))
      ? undefined
      : fault('replayed', 'this job was seen before');
  } catch (error) {
    return unwritable('that it saw the job', error);
  }
}

function unwritable(what: string, error: unknown): Fault {
  const why = error instanceof Error ? error.message : String(error);
  return fault('unavailable', `this minion cannot write down ${what}: ${why}`);
}

export function drained(name: string): Fault {
  return fault('draining', `this minion is drained and takes on no ${name}; minion.resume ends that`);
}

function forMe(message: Command | Notice, desk: CommandDesk): boolean {
  return 'everyone' in message.audience || message.audience.minion === desk.minion.key;
}

function untimely(message: Command | Notice, desk: CommandDesk): Fault | undefined {
  const now = desk.now();
  if (now > message.expires)
    return fault('expired', `this command expired ${now - message.expires} ms ago by this minion's clock`);
  if (message.issued > now + clockSkew)
    return fault('expired', `this command was issued ${message.issued - now} ms in the future by this minion's clock`);
  return undefined;
}

/** The master signed it, so the jid is its own: it hears why nothing happens. */
function refuse(command: Command, why: Fault, desk: CommandDesk): void {
  // One answers a second copy and the other what somebody aimed at the wrong minion; neither answers the job.
  if (why.code !== 'replayed' && why.code !== 'not-for-me') desk.refusals.keep(command.jid, why);
  desk.refused(why.code, { jid: command.jid, function: command.function, operator: command.operator });
  desk.acknowledge({ kind: 'ack', v: 1, jid: command.jid, accepted: false, fault: why });
}

function fault(code: FaultCode, message: string): Fault {
  return { code, message };
}
