import type { CommandArguments } from '@fleet/identity';
import type { Acknowledgement, Command, Fault, FaultCode, Jid, Notice, Signed, Target } from '@fleet/protocol';
import type { HeardJobs } from './heard-jobs.js';
import { inWords } from './machine-trouble.js';
import { untracedReturn } from './outcome.js';
import { readMessage, readSigned } from './read-message.js';
import type { RefusedJobs } from './refused-jobs.js';
import { takeOn, type JobDesk } from './take-on.js';
import type { Turns } from './turns.js';

/** How far the master's clock may be ahead of ours; milliseconds. */
export const clockSkew = 60_000;

type MaybeLater<T> = T | Promise<T>;

/** What a command meets on its way through the minion. */
export interface CommandDesk extends JobDesk {
  readonly minion: JobDesk['minion'] & { readonly key: string };
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
  readonly outbox: JobDesk['outbox'] & { has(jid: Jid): boolean };
  readonly acknowledge: (message: Acknowledgement) => void;
  readonly notice: (notice: Notice['notice'], within?: number) => Promise<void>;
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
  return fault('unavailable', `this minion cannot write down ${what}: ${inWords(error)}`);
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
