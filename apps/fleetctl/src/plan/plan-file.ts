import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { PlanDigest } from '@fleet/identity';
import type { PlanHeader, PlanPart, Signed } from '@fleet/protocol';
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
const largest = 512 * 1024 * 1024;

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

/** @throws UsageProblem for what is no plan, or not the one that was written */
export async function readPlanFile(path: string): Promise<PlanFile> {
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > largest) throw new UsageProblem(`${path} has ${size} bytes: that is no plan`);
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof UsageProblem) throw error;
    throw new UsageProblem(`${path} cannot be read: ${reason(error)}`);
  }
  return readPlan(path, text);
}

export function readPlan(path: string, text: string): PlanFile {
  const file = parsed(text);
  if (!file) throw new UsageProblem(`${path} is no plan; fleetctl TARGET state.plan … --save FILE makes one`);
  const { plan: header, kid, signature, minions: parts } = file;
  const digest = new PlanDigest();
  for (const part of parts) digest.add(part);
  const same = parts.length === header.minions.length && parts.every(({ minion }, at) => minion === header.minions[at]);
  if (!same || digest.text !== header.digest)
    throw new UsageProblem(
      `${path} is not as it was written: somebody changed it, or a part of it is gone. Plan again`,
    );
  return { header, signed: { v: 1, kid, text: JSON.stringify(header), signature }, parts };
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
  const { kind, v, jid, expires, args, kwargs, minions: ids, digest } = (plan ?? {}) as Partial<PlanHeader>;
  const good =
    fleet === 'plan' &&
    kind === 'plan' &&
    v === 1 &&
    [kid, signature, jid, digest].every((one) => typeof one === 'string') &&
    [args, kwargs].every(isExact) &&
    Number.isSafeInteger(expires) &&
    Array.isArray(plan?.asks) &&
    Array.isArray(ids) &&
    Array.isArray(minions) &&
    minions.every(isPart);
  return good ? (value as Written) : undefined;
}

function isPart(part: unknown): part is PlanPart {
  const { minion, states, unchanged } = (part ?? {}) as Partial<PlanPart>;
  return (
    typeof minion === 'string' &&
    typeof unchanged === 'number' &&
    Array.isArray(states) &&
    states.every(
      (state: unknown) =>
        typeof state === 'object' &&
        state !== null &&
        ['id', 'state', 'name', 'sls', 'comment'].every(
          (key) => typeof (state as Record<string, unknown>)[key] === 'string',
        ) &&
        isExact((state as { changes?: unknown }).changes) &&
        Array.isArray((state as { destroys?: unknown }).destroys),
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
