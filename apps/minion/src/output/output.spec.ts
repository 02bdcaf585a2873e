import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusError } from '@fleet/bus';
import type { FaultCode, OutputPart } from '@fleet/protocol';
import { Redactor } from '@fleet/telemetry';
import { MasterFault, type AskMaster } from '../ask-master.js';
import { JobOutput } from './job-output.js';
import { OutputSender } from './output-sender.js';
import { readLeftovers } from './output-spool.js';
import { Outputs } from './outputs.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'output-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const jid = '20260101000000000001';
const other = '20260101000000000002';

/** A master that keeps what it gets, as the real one does, and fails where it is told to. */
class Keeper {
  readonly texts = new Map<string, string>();
  readonly asked: OutputPart[] = [];
  fail: Error | undefined;

  received(of: string): number {
    return Buffer.byteLength(this.texts.get(of) ?? '');
  }

  readonly ask = (async (_service: string, part: OutputPart) => {
    this.asked.push(part);
    if (this.fail) throw this.fail;
    const known = this.received(part.jid);
    if (part.text !== '' && part.offset >= known) {
      const gap = part.offset > known ? `<${part.offset - known}>`.padEnd(part.offset - known, '.') : '';
      this.texts.set(part.jid, `${this.texts.get(part.jid) ?? ''}${gap}${part.text}`);
    }
    return { received: this.received(part.jid) };
  }) as AskMaster;
}

function outputs(keeper: Keeper): { outputs: Outputs; failures: unknown[] } {
  const failures: unknown[] = [];
  const failed = (_jid: string, error: unknown): void => void failures.push(error);
  const made = new Outputs(folder, { ask: keeper.ask, onFailure: failed, onLost: failed, rest: 10 });
  return { outputs: made, failures };
}

async function until(happened: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!happened() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(happened()).toBe(true);
}

/** Up to where the one file of a job goes that is there, unless it is being cut. */
function writtenTo(of: string): number {
  const [name = '', ...others] = readdirSync(folder);
  const start = name.startsWith(`${of}.`) && others.length === 0 ? Number(name.slice(of.length + 1)) : Number.NaN;
  return start + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0);
}

const fault = (code: FaultCode): MasterFault => new MasterFault('output', { code, message: '' });

describe('what a job says', () => {
  it('reaches the master in order, whatever the bytes', async () => {
    const keeper = new Keeper();
    const { outputs: made } = outputs(keeper);
    let whole = '';
    for (let line = 0; line < 3000; line += 1) {
      const text = `${line} 🐳 ünï ${'x'.repeat(line % 90)}\n`;
      whole += text;
      made.append(jid, text);
      if (line % 500 === 0) made.append(other, `other ${line}\n`);
    }
    await until(() => keeper.received(jid) === Buffer.byteLength(whole));
    expect(keeper.texts.get(jid)).toBe(whole);
    // The two are sent in turns, and either may be the last.
    await until(() => keeper.texts.get(other)?.split('\n').length === 7);
    await made.end(jid);
    await made.end(other);
    expect(await readdir(folder)).toEqual([]);
  });

  it('goes on where the master says, after a connection that was lost and a master that was replaced', async () => {
    const keeper = new Keeper();
    const { outputs: made } = outputs(keeper);
    made.append(jid, 'one\n');
    await until(() => keeper.texts.get(jid) === 'one\n');
    keeper.fail = new BusError('disconnected', 'gone');
    made.append(jid, 'two\n');
    await until(() => keeper.asked.length > 1);
    // A copy of the store that is a little older.
    keeper.texts.set(jid, 'on');
    keeper.fail = undefined;
    made.append(jid, 'three\n');
    made.reconnected();
    await until(() => keeper.texts.get(jid) === 'one\ntwo\nthree\n');
  });

  it('of a job that the master does not want is sent no more', async () => {
    const keeper = new Keeper();
    const { outputs: made, failures } = outputs(keeper);
    keeper.fail = fault('not-found');
    made.append(jid, 'one\n');
    await until(() => failures.length === 1);
    keeper.fail = undefined;
    made.append(other, 'a\n');
    made.append(jid, 'two\n');
    await until(() => keeper.texts.get(other) === 'a\n');
    await made.end(jid);
    await made.end(other);
    expect(keeper.texts.has(jid)).toBe(false);
  });

  it('waits out a master that is busy', async () => {
    const keeper = new Keeper();
    const { outputs: made } = outputs(keeper);
    keeper.fail = fault('busy');
    made.append(jid, 'one\n');
    await until(() => keeper.asked.length > 2);
    keeper.fail = undefined;
    await until(() => keeper.texts.get(jid) === 'one\n');
  });

  it('is bounded on the disk; the newest is kept, and what is sent tells where it stands', async () => {
    const keeper = new Keeper();
    const { outputs: made } = outputs(keeper);
    keeper.fail = new BusError('disconnected', 'gone');
    const line = `${'é'.repeat(499)}\n`;
    for (let count = 0; count < 5000; count += 1) made.append(jid, line);
    made.append(jid, 'last\n');
    await until(() => keeper.asked.length > 0);
    await until(() => writtenTo(jid) === 5000 * 999 + 5);
    keeper.fail = undefined;
    made.reconnected();
    await until(() => keeper.texts.get(jid)?.endsWith('last\n') === true);
    const text = keeper.texts.get(jid) as string;
    expect(Buffer.byteLength(text)).toBe(5000 * 999 + 5);
    expect(text).not.toContain('\ufffd');
    expect(Buffer.byteLength(text.replace(/^<[0-9]+>\.*/, ''))).toBeLessThan(2.2 * 1024 * 1024);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('is found by the next process, without half of a character, and taken once', async () => {
    await writeFile(join(folder, `${jid}.7`), Buffer.concat([Buffer.from('said é\n'), Buffer.from([0xf0, 0x9f])]));
    await writeFile(join(folder, `${jid}.0`), 'older');
    await writeFile(join(folder, `.${jid}.tmp`), 'half');
    const left = { start: 7, text: 'said é\n', remove: expect.any(Function) };
    // A kill before it is told loses none of it.
    for (let start = 0; start < 2; start += 1) expect(await readLeftovers(folder)).toEqual(new Map([[jid, left]]));
    expect(await readdir(folder)).toEqual([`${jid}.7`]);
    await (await readLeftovers(folder)).get(jid)?.remove();
    expect(await readdir(folder)).toEqual([]);
    expect(await readLeftovers(join(folder, 'nothing'))).toEqual(new Map());
  });

  it('costs the job nothing where the disk is full', async () => {
    const keeper = new Keeper();
    const failures: unknown[] = [];
    await writeFile(join(folder, 'file'), '');
    const made = new Outputs(join(folder, 'file'), {
      ask: keeper.ask,
      onFailure: () => undefined,
      onLost: (_jid, error) => failures.push(error),
    });
    made.append(jid, 'one\n');
    await until(() => failures.length === 1);
    made.append(jid, 'two\n');
    await made.end(jid);
  });
});

describe('what a job says for long', () => {
  it('is sent less often, but for whole parts; another job does not wait for it', async () => {
    let clock = 0;
    const now = jest.spyOn(performance, 'now').mockImplementation(() => clock);
    const spool = { jid, start: 0, end: 10, read: async (from: number) => 'x'.repeat(Math.max(0, spool.end - from)) };
    const second = { ...spool, jid: other, read: async () => 'y'.repeat(10) };
    const keeper = new Keeper();
    const sender = new OutputSender({ ask: keeper.ask, onFailure: () => undefined });
    const sent = async (): Promise<number> => {
      sender.grown();
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      return keeper.asked.length;
    };
    sender.add(spool);
    expect(await sent()).toBe(1);
    clock = 60_000;
    spool.end = 20;
    expect(await sent()).toBe(2);
    clock = 60_900;
    spool.end = 30;
    expect(await sent()).toBe(2);
    sender.add(second);
    expect(await sent()).toBe(3);
    clock = 61_000;
    expect(await sent()).toBe(4);
    spool.end = 30 + 48 * 1024;
    expect(await sent()).toBe(5);
    sender.remove(jid);
    sender.remove(other);
    now.mockRestore();
  });
});

describe('what travels with a return', () => {
  it('is what the master does not have, also what is not written yet; then nothing is sent any more', async () => {
    const keeper = new Keeper();
    const { outputs: made } = outputs(keeper);
    made.append(jid, 'one\n');
    await until(() => keeper.texts.get(jid) === 'one\n');
    made.append(jid, 'two é\n');
    expect(await made.rest(jid)).toEqual({ start: 4, text: 'two é\n' });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(keeper.texts.get(jid)).toBe('one\n');
    await made.end(jid);
    expect(await readdir(folder)).toEqual([]);
  });

  it('of a job that was over at once is all of it, and no file was written', async () => {
    const { outputs: made } = outputs(new Keeper());
    made.append(jid, 'one\n');
    expect([await made.rest(jid), await made.rest(other)]).toEqual([{ start: 0, text: 'one\n' }, undefined]);
    expect(await readdir(folder)).toEqual([]);
    await made.end(jid);
  });

  it('is nothing where the disk does not give it back, and the job returns all the same', async () => {
    const keeper = new Keeper();
    keeper.fail = new BusError('disconnected', 'gone');
    const { outputs: made, failures } = outputs(keeper);
    made.append(jid, 'one\n');
    await until(() => keeper.asked.length > 0);
    const before = failures.length;
    await rm(join(folder, `${jid}.0`));
    await mkdir(join(folder, `${jid}.0`));
    expect(await made.rest(jid)).toBeUndefined();
    expect(failures.length).toBeGreaterThan(before);
  });
});

describe('a phase of a job', () => {
  it('is redacted before it is cut to a line, and released in the order in which it was said', () => {
    const redactor = new Redactor();
    redactor.addSecret('first line\nsecond line of the secret');
    redactor.addSecret('x'.repeat(300));
    const seen: string[] = [];
    const output = new JobOutput(redactor, undefined, (text, from) => seen.push(`${from}: ${text}`));
    const phase = {
      word: 'EXEC',
      at: 0,
      position: 1,
      total: 1,
      what: 'cmd.run',
      about: 'first line\nsecond line of the secret',
    } as const;
    output.phase(phase);
    output.take('stdout', 'words\n');
    output.phase({
      ...phase,
      word: 'ERROR',
      about: 'id',
      end: { says: 'failed', duration: 1, reason: `no ${'x'.repeat(300)}` },
    });
    expect(seen).toEqual([
      'phase: 00:00:00.000 [EXEC]  1/1 cmd.run **********\n',
      'command: words\n',
      'phase: 00:00:00.000 [ERROR] 1/1 cmd.run id  failed, 1 ms: no **********\n',
    ]);
  });
});

describe('what a command says before the secrets are known', () => {
  it('is held, then redacted; whole lines of each stream', async () => {
    const redactor = new Redactor();
    const seen: string[] = [];
    let know: () => void = () => undefined;
    const output = new JobOutput(redactor, new Promise<void>((resolve) => (know = resolve)), (text) => seen.push(text));
    output.take('stdout', 'key deadbeef');
    output.take('stderr', 'err\n');
    output.take('stdout', 'cafe\n');
    redactor.addSecret('deadbeefcafe');
    expect(seen.join('')).toBe('');
    know();
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen.join('')).toBe('err\nkey **********\n');
  });
});
