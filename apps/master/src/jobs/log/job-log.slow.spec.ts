import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JobEvent, JobRequest, Return } from '@fleet/protocol';
import type { FakeMinion } from '../../../test-support/fake-minion.js';
import { request, ScratchMaster } from '../../../test-support/scratch-master.js';

let master: ScratchMaster;
let minion: FakeMinion;

beforeEach(async () => {
  master = await ScratchMaster.start();
  minion = await master.minion('web1');
  minion.mode = 'hold';
});
afterEach(() => master.stop());

interface Working {
  readonly jid: string;
  readonly events: JobEvent[];
  readonly ended: Promise<void>;
}

/** A job that its minions work on. */
async function working(target = 'web1', more: Partial<JobRequest> = {}): Promise<Working> {
  const events: JobEvent[] = [];
  const ended = (async () => {
    for await (const event of master.watch('job_create', request(target, 'state.apply', more))) events.push(event);
  })();
  // The master may be gone before the job has ended.
  ended.catch(() => undefined);
  await master.until(() => events.some(({ event }) => event === 'acknowledged'));
  return { jid: events[0]?.jid as string, events, ended };
}

async function say(jid: string, offset: number, text: string, who = minion): Promise<unknown> {
  const reply = await who.ask('output', { jid, offset, text });
  return reply.ok ? reply.result.received : reply.fault.code;
}

const last = (start: number, text: string): Pick<Return, 'said'> => ({
  said: { start, deflated: deflateRawSync(text).toString('base64') },
});

const pathOf = (jid: string): string => join(master.places.master.jobLogs, `${jid}.log`);

/** Whoever watches hears of the end a moment before it is written. */
async function whole(jid: string): Promise<string[]> {
  await master.until(async () => (await log(jid).catch(() => [])).some((line) => line.startsWith('# ended')));
  return log(jid);
}

/** Without times. */
async function log(jid: string): Promise<string[]> {
  const text = await readFile(pathOf(jid), 'utf8');
  return text
    .replace(/^# \d+/m, '# JID')
    .replace(/\d\d:\d\d:\d\d\.\d{3}/g, 'TIME')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'DAY')
    .split('\n')
    .slice(0, -1);
}

const head = '# JID: state.apply on web1, by spec-1, 1 minion, DAY UTC';
const ended = '# ended at TIME: 1 of 1 returned, 0 failed';

describe('the log of a job', () => {
  it('has what came while it ran and what came with the return, once; watchers hear it before the return', async () => {
    const job = await working();
    const { jid } = job;
    expect(await say(jid, 0, 'one\n')).toBe(4);
    await minion.giveBack({ jid, function: 'state.apply' }, last(0, 'one\ntwo\n'));
    await job.ended;
    expect(await whole(jid)).toEqual([head, 'web1: one', 'web1: two', 'web1 returned at TIME: ok, after 1 ms', ended]);
    expect(
      job.events.flatMap((event) =>
        event.event === 'output'
          ? [[event.start, event.text, event.last]]
          : event.event === 'returned'
            ? [['back']]
            : [],
      ),
    ).toEqual([[0, 'one\n', undefined], [4, 'two\n', true], ['back']]);
    expect(JSON.stringify(job.events)).not.toContain('deflated');
    const shown = await master.must('job_show', { jid });
    expect(shown.minions[0]).not.toHaveProperty('output');
    expect(shown.minions[0]?.return).not.toHaveProperty('said');
    // Once the log has it, it is nowhere else.
    await master.until(() => master.inStore(({ outputs }) => outputs.ofJob(jid).length === 0));
  });

  it('goes on with the next master, where the last one stopped', async () => {
    const { jid } = await working();
    await say(jid, 0, 'one\ntw');
    await master.stopMaster();
    // As if it had been killed before all of it was written.
    await writeFile(pathOf(jid), (await readFile(pathOf(jid), 'utf8')).replace(/web1: one\n$/, 'web1: o'));
    await master.startMaster();
    expect(await say(jid, 0, '')).toBe(6);
    await say(jid, 6, 'o\n');
    await minion.giveBack({ jid, function: 'state.apply' }, last(8, 'three\n'));
    expect(await whole(jid)).toEqual([
      head,
      'web1: one',
      'web1: two',
      'web1: three',
      'web1 returned at TIME: ok, after 1 ms',
      ended,
    ]);
  });

  it('of an interrupted job has what it did, and jobs show has it too', async () => {
    const job = await working();
    const { jid } = job;
    await say(jid, 0, 'one\n');
    await minion.giveBack(
      { jid, function: 'state.apply' },
      {
        ...{ success: false, retcode: 8, value: '{}', out: 'highstate' as const },
        fault: { code: 'interrupted', message: 'stopped' },
        ...last(4, 'two\n'),
      },
    );
    await job.ended;
    expect((await whole(jid)).slice(1, 4)).toEqual([
      'web1: one',
      'web1: two',
      'web1 returned at TIME: interrupted: stopped, after 1 ms',
    ]);
    expect((await master.must('job_show', { jid })).minions[0]?.output).toEqual({ start: 0, text: 'one\ntwo\n' });
  });

  it('names who is silent, and takes what comes late', async () => {
    const other = await master.minion('web2');
    other.mode = 'silent';
    const job = await working('web*', { timeout: 5_000 });
    const { jid } = job;
    await minion.giveBack({ jid, function: 'state.apply' }, last(0, 'one\n'));
    await job.ended;
    await whole(jid);
    await other.giveBack({ jid, function: 'state.apply' }, last(0, 'late\n'));
    await master.until(async () => (await log(jid)).length === 7);
    expect((await log(jid)).slice(1)).toEqual([
      'web1: one',
      'web1 returned at TIME: ok, after 1 ms',
      'web2 did not answer: no-acknowledgement',
      '# ended at TIME: 1 of 2 returned, 0 failed',
      'web2: late',
      'web2 returned at TIME: ok, after 1 ms',
    ]);
  });

  it('is not made for what only looks and says nothing', async () => {
    minion.mode = 'answer';
    const [created] = await master.run('web1', 'test.ping');
    const jid = created?.jid as string;
    await master.until(async () => (await master.must('job_log', { jid })).ended);
    expect(await master.must('job_log', { jid })).toMatchObject({ text: '', none: 'nothing-said' });
    expect(await readdir(master.places.master.jobLogs).catch(() => [])).toEqual([]);
  });

  it('keeps no job waiting where the disk refuses it: that is told once, and mended with the disk', async () => {
    await mkdir(join(master.places.root, 'var/log/fleet'), { recursive: true });
    await writeFile(master.places.master.jobLogs, 'no folder');
    for (let turn = 0; turn < 2; turn += 1) {
      const job = await working();
      await say(job.jid, 0, 'one\n');
      await minion.giveBack({ jid: job.jid, function: 'state.apply' }, last(4, 'two\n'));
      await job.ended;
    }
    const told = master.log.filter((line) => line.includes('the log of a job cannot be written'));
    expect(told).toHaveLength(1);
    await rm(master.places.master.jobLogs);
    const { jid, ended: done } = await working();
    await say(jid, 0, 'one\n');
    await minion.giveBack({ jid, function: 'state.apply' });
    await done;
    expect(await whole(jid)).toContain('web1: one');
    expect(master.log.filter((line) => line.includes('logs of jobs are written again'))).toHaveLength(1);
  });

  it('is shown to whoever may see the job, in parts, for one minion', async () => {
    const job = await working();
    const { jid } = job;
    await say(jid, 0, 'one\n');
    const first = await master.must('job_log', { jid });
    expect(first).toMatchObject({ more: false, ended: false });
    expect(first.text.split('\n')[1]).toBe('web1: one');
    await minion.giveBack({ jid, function: 'state.apply' }, last(4, 'two\n'));
    await job.ended;
    await master.until(async () => (await master.must('job_log', { jid })).ended);
    const rest = await master.must('job_log', { jid, after: first.next, minion: 'web1' });
    expect(rest.text.split('\n')[0]).toBe('web1: two');
    expect(await master.ask('job_log', { jid, minion: 'web' })).toMatchObject({ fault: { code: 'not-found' } });
    expect(await master.ask('job_log', { jid: '20200101000000000000' })).toMatchObject({
      fault: { code: 'not-found' },
    });
    const stranger = await master.newOperator([], 'stranger');
    expect(await master.ask('job_log', { jid }, stranger)).toMatchObject({ ok: false });
  });

  it('goes with its job', async () => {
    const { jid, ended: done } = await working();
    await minion.release();
    await done;
    await whole(jid);
    const gone = pathOf('20200101000000000000');
    await writeFile(gone, '# of a job that is forgotten\n');
    await chmod(gone, 0o640);
    await master.stopMaster();
    await master.startMaster();
    await master.until(async () => !(await readdir(master.places.master.jobLogs)).includes('20200101000000000000.log'));
    expect(await readdir(master.places.master.jobLogs)).toEqual([`${jid}.log`]);
  });

  it.each([
    ['no deflated bytes', { start: 0, deflated: 'bm9wZQ==' }],
    ['a bomb', { start: 0, deflated: deflateRawSync(Buffer.alloc(50 * 1024 * 1024)).toString('base64') }],
  ])('survives %s in a return', async (_name, said) => {
    const job = await working();
    await minion.giveBack({ jid: job.jid, function: 'state.apply' }, { said });
    await job.ended;
    expect(job.events.map(({ event }) => event)).toContain('returned');
    expect((await whole(job.jid)).slice(1)).toEqual(['web1 returned at TIME: ok, after 1 ms', ended]);
  });
});
