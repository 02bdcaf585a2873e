import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { PlanDigest } from '@fleet/identity';
import type { PlanHeader, PlannedState, PlanPart, Signed } from '@fleet/protocol';
import { parseExact } from '@fleet/values';
import { UsageProblem } from '../command-line/target.js';

/** A plan as fleetctl keeps it: whoever reads the file reads what was signed. */
export interface PlanFile {
  readonly header: PlanHeader;
  /** As the master signed it; its text is the header's. */
  readonly signed: Signed;
  /** In the order of the header's minions. */
  readonly parts: readonly PlanPart[];
}

/** Bytes of the largest file that is looked at. */
const largest = 256 * 1024 * 1024;

export function planText({ signed, parts }: Pick<PlanFile, 'signed' | 'parts'>): string {
  const { kid, signature, text } = signed;
  return `${JSON.stringify({ fleet: 'plan', plan: JSON.parse(text), kid, signature, minions: parts }, null, 1)}\n`;
}

/** Written beside it and put in its place: a plan is there whole or not at all. Nobody else may read it. */
export async function writePlan(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.new`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw new UsageProblem(`the plan cannot be written to ${path}: ${reason(error)}`);
  }
}

/**
 * @param most bytes that are read
 * @throws UsageProblem for what is no plan, or not the one that was written
 */
export async function readPlanFile(path: string, most = largest): Promise<PlanFile> {
  let text: string;
  try {
    text = await readUpTo(path, most);
  } catch (error) {
    if (error instanceof UsageProblem) throw error;
    throw new UsageProblem(`${path} cannot be read: ${reason(error)}`);
  }
  return readPlan(path, text);
}

/** Also of what has no size before it is read, a pipe for one. */
async function readUpTo(path: string, most: number): Promise<string> {
  const tooLong = new UsageProblem(`${path} has more than ${most} bytes: that is no plan`);
  if ((await stat(path)).size > most) throw tooLong;
  const file = await open(path);
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of file.createReadStream({ highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > most) throw tooLong;
    // No JSON has one: a disk, a device or another kind of file is not read to its end.
    if (piece.includes(0)) throw noPlan(path);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

export function readPlan(path: string, text: string): PlanFile {
  const file = parsed(text);
  if (!file) throw noPlan(path);
  const { plan: header, kid, signature, minions: parts } = file;
  const digest = digestOf(parts);
  const same = parts.length === header.minions.length && parts.every(({ minion }, at) => minion === header.minions[at]);
  if (!same || digest !== header.digest)
    throw new UsageProblem(
      `${path} is not as it was written: somebody changed it, or a part of it is gone. Plan again`,
    );
  return { header, signed: { v: 1, kid, text: JSON.stringify(header), signature }, parts };
}

function noPlan(path: string): UsageProblem {
  return new UsageProblem(`${path} is no plan; fleetctl TARGET state.plan … --save FILE makes one`);
}

/** `undefined` for what is nested too deeply to be written again: no master wrote it. */
function digestOf(parts: readonly PlanPart[]): string | undefined {
  const digest = new PlanDigest();
  try {
    for (const part of parts) digest.add(part);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return digest.text;
}

interface Written {
  readonly plan: PlanHeader;
  readonly kid: string;
  readonly signature: string;
  readonly minions: readonly PlanPart[];
}

/** The shape alone; whether it is true the signature says. */
function parsed(text: string): Written | undefined {
  let value: Partial<Written & { fleet: string }> | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return undefined;
  }
  const { fleet, plan, kid, signature, minions } = value ?? {};
  const good =
    fleet === 'plan' &&
    [kid, signature].every((one) => typeof one === 'string') &&
    isHeader(plan) &&
    Array.isArray(minions) &&
    minions.every(isPart);
  return good ? (value as Written) : undefined;
}

function isHeader(header: unknown): header is PlanHeader {
  const { kind, v, jid, expires, operator, revision, ...rest } = (header ?? {}) as Partial<PlanHeader>;
  return (
    kind === 'plan' &&
    v === 1 &&
    [jid, operator, revision, rest.digest].every((one) => typeof one === 'string') &&
    [rest.args, rest.kwargs].every(isExact) &&
    isMoment(expires) &&
    Array.isArray(rest.asks) &&
    rest.asks.every((ask: unknown) => areTexts(ask, 'what', 'loses')) &&
    Array.isArray(rest.minions)
  );
}

/** One that a date can say. */
function isMoment(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
}

function areTexts(value: unknown, ...keys: readonly string[]): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    keys.every((key) => typeof (value as Record<string, unknown>)[key] === 'string')
  );
}

function isPart(part: unknown): part is PlanPart {
  const { minion, states, unchanged } = (part ?? {}) as Partial<PlanPart>;
  return (
    typeof minion === 'string' &&
    typeof unchanged === 'number' &&
    Array.isArray(states) &&
    states.every(
      (state: unknown) =>
        areTexts(state, 'id', 'state', 'name', 'sls', 'comment') &&
        isExact((state as { changes?: unknown }).changes) &&
        Array.isArray((state as PlannedState).destroys) &&
        (state as PlannedState).destroys.every((loss: unknown) => typeof loss === 'string'),
    )
  );
}

function isExact(text: unknown): boolean {
  if (typeof text !== 'string') return false;
  try {
    parseExact(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'you may not',
    EISDIR: 'it is a folder',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
  };
  return (code !== undefined && known[code]) || message;
}
