import { deflateRawSync } from 'node:zlib';
import { exitCodes, type Fault, type Return, type Revealed } from '@fleet/protocol';
import { isMap, stringifyExact, type Value, type ValueMap } from '@fleet/values';
import type { RunnableCommand } from './take-on.js';
import type { JournalEntry, Leftover } from './journal.js';
import type { Said } from './output/output-spool.js';

/** What became of one function: a value with a retcode, or a fault. */
export type Outcome =
  | {
      readonly value: Value;
      readonly retcode: number;
      readonly out?: Return['out'];
      /** Sentences beside the value, for a person at this machine's terminal; they do not go to the master. */
      readonly told?: readonly string[];
      /** For the one who asked and may see secrets. */
      readonly revealed?: Revealed;
    }
  | {
      readonly fault: Fault;
      readonly retcode: number;
      readonly out?: Return['out'];
      /** What was done or said before it was interrupted. */
      readonly soFar?: Value;
    };

/** Bytes of what a job said that its return takes along, before they are compressed: the newest. */
const mostSaid = 256 * 1024;

/** Bytes that a return may have on the wire: nats-server's limit of 1 MiB, with room for headers. */
export const returnLimit = 960 * 1024;

/**
 * The message that carries an outcome to the master. Of a text that does not fit, its beginning and its end are sent; of states, a fault and what came of
 * each without its changes, where that fits. Any other value is replaced by a fault that says so, because half of a mapping is worse than none.
 */
export function returnMessage(
  job: Pick<RunnableCommand, 'jid' | 'function'>,
  outcome: Outcome,
  about: ReturnAbout,
): Return {
  const message = answerMessage(job, outcome, about);
  return about.said ? withSaid(message, about.said) : message;
}

interface ReturnAbout {
  readonly minion: string;
  readonly started: number;
  readonly duration: number;
  readonly scheduled?: Return['scheduled'];
  /** What the job said last. */
  readonly said?: Said;
}

/** The answer comes first: where there is no room for both, what was said is left out, and the log of the job says so. */
function withSaid(message: Return, said: Said): Return {
  const { start, text } = newest(said);
  const both = { ...message, said: { start, deflated: deflateRawSync(text).toString('base64') } };
  return Buffer.byteLength(JSON.stringify(both)) <= returnLimit ? both : message;
}

function answerMessage(job: Pick<RunnableCommand, 'jid' | 'function'>, outcome: Outcome, about: ReturnAbout): Return {
  const frame = {
    kind: 'return',
    v: 1,
    jid: job.jid,
    minion: about.minion,
    function: job.function,
    retcode: outcome.retcode,
    success: outcome.retcode === exitCodes.ok,
    started: about.started,
    duration: about.duration,
    ...(outcome.out && { out: outcome.out }),
    ...(about.scheduled && { scheduled: about.scheduled }),
  } as const;
  const message: Return =
    'fault' in outcome ? faultMessage(frame, outcome) : { ...frame, value: stringifyExact(outcome.value) };
  const bytes = Buffer.byteLength(JSON.stringify(message));
  if ('value' in outcome && outcome.revealed) {
    const both: Return = { ...message, revealed: outcome.revealed };
    if (Buffer.byteLength(JSON.stringify(both)) <= returnLimit) return both;
    const withheld = `with its secrets the return would have more than the ${returnLimit} bytes that can be sent`;
    const { revealed: _tooLarge, ...redacted } = outcome;
    return { ...answerMessage(job, redacted, about), revealed: { withheld } };
  }
  if (bytes <= returnLimit) return message;
  if ('value' in outcome && typeof outcome.value === 'string') {
    return { ...frame, value: stringifyExact(shortened(outcome.value)) };
  }
  const retcode = outcome.retcode === exitCodes.ok ? exitCodes.failed : outcome.retcode;
  const soFar = 'value' in outcome && outcome.out === 'highstate' && isMap(outcome.value) ? outcome.value : undefined;
  const fault: Fault = {
    code: 'too-large',
    message: `${job.function} ended with retcode ${outcome.retcode}, but its return has ${bytes} bytes and at most ${returnLimit} can be sent${soFar ? ': what changed is left out; apply fewer states at once (--only-id)' : ''}`,
    details: { bytes, limit: returnLimit, retcode: outcome.retcode },
  };
  const failed = { ...frame, retcode, success: false };
  return faultMessage(failed, { fault, retcode, ...(soFar && { soFar }) });
}

type Frame = Omit<Return, 'value' | 'fault'>;

/** What was done so far comes along as far as there is room: without what changed, or not at all. */
function faultMessage(frame: Frame, { fault, soFar }: Extract<Outcome, { fault: Fault }>): Return {
  const bare: Return = { ...frame, fault };
  if (soFar === undefined) return bare;
  const shorter = isMap(soFar) ? [soFar, withoutChanges(soFar)] : [typeof soFar === 'string' ? fitting(soFar) : soFar];
  const messages = shorter.map((value) => ({ ...bare, value: stringifyExact(value) }));
  return messages.find((message) => Buffer.byteLength(JSON.stringify(message)) <= returnLimit) ?? bare;
}

function withoutChanges(results: ValueMap): ValueMap {
  return new Map(
    [...results].map(([tag, chunk]) => [tag, isMap(chunk) ? new Map([...chunk, ['changes', new Map()]]) : chunk]),
  );
}

function fitting(text: string): string {
  return Buffer.byteLength(stringifyExact(text)) < returnLimit / 2 ? text : shortened(text);
}

/** Control characters and other scripts take up to six bytes a character on the wire, twice escaped up to twelve. */
const keptCharacters = Math.floor(returnLimit / 13 / 2);

function shortened(text: string): string {
  const dropped = text.length - 2 * keptCharacters;
  return `${text.slice(0, keptCharacters)}\n[… ${dropped} characters left out: a return has room for ${returnLimit} bytes …]\n${text.slice(-keptCharacters)}`;
}

/** A job that was begun and not ended, and what is known of it. */
export interface Interrupted extends Leftover {
  /** What it said. */
  readonly said?: Said;
}

/** The return of a job that an earlier process of this minion began and did not end. */
export function interruptedReturn({ done, ...entry }: Interrupted, minion: string, now: number): Return {
  const fault: Fault = {
    code: 'interrupted',
    message: 'the minion was stopped while this job ran; it was not run again',
    details: { started: entry.started },
  };
  const soFar: { soFar?: Value; out?: Return['out'] } = done
    ? { soFar: done, out: 'highstate' }
    : entry.said
      ? { soFar: entry.said.text, out: 'txt' }
      : {};
  const about = { ...aboutEntry(entry, minion, now), ...(entry.said && { said: entry.said }) };
  return returnMessage(entry, { fault, retcode: exitCodes.aborted, ...soFar }, about);
}

/** As much of it as a return takes along, from the beginning of a line. */
function newest({ start, text }: Said): Said {
  const bytes = Buffer.from(text);
  if (bytes.length <= mostSaid) return { start, text };
  const cut = bytes.indexOf(0x0a, bytes.length - mostSaid) + 1;
  return { start: start + cut, text: bytes.subarray(cut).toString('utf8') };
}

/** The return of a job that an earlier process of this minion heard of, and of which there is no trace. */
export function untracedReturn(entry: JournalEntry, minion: string, now: number): Return {
  const fault: Fault = {
    code: 'interrupted',
    message:
      'an earlier process of this minion heard of this job and left neither a return nor a word of having begun; it is not run again',
  };
  return returnMessage(entry, { fault, retcode: exitCodes.aborted }, aboutEntry(entry, minion, now));
}

/** The return of a job that took the machine down, written by the first process after it came back. */
export function rebootedReturn(entry: JournalEntry, minion: string, now: number, boot: string): Return {
  const value: Value = new Map<Value, Value>([
    ['result', true],
    ['boot_id', boot],
    ['boot_id_before', entry.boot ?? null],
  ]);
  return returnMessage(entry, { value, retcode: exitCodes.ok }, aboutEntry(entry, minion, now));
}

/** Its arguments are not in the journal: what may be shown of them, only the process that ran it knew. */
function aboutEntry({ started, schedule }: JournalEntry, minion: string, now: number) {
  const scheduled = schedule && { name: schedule.name, args: '[]', kwargs: '{}' };
  return { minion, started, duration: Math.max(0, now - started), ...(scheduled && { scheduled }) };
}
