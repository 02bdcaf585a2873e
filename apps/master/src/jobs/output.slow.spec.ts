import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JobEvent } from '@fleet/protocol';
import type { FakeMinion } from '../../test-support/fake-minion.js';
import { request, ScratchMaster } from '../../test-support/scratch-master.js';

let master: ScratchMaster;
let minion: FakeMinion;

beforeEach(async () => {
  master = await ScratchMaster.start();
  minion = await master.minion('web1');
  minion.mode = 'hold';
});
afterEach(async () => {
  await master.stop();
});

/** A job that the minion works on; everything that its watcher hears. */
async function working(): Promise<{ jid: string; events: JobEvent[]; ended: Promise<void> }> {
  const events: JobEvent[] = [];
  const ended = (async () => {
    for await (const event of master.watch('job_create', request('web1', 'cmd.run'))) events.push(event);
  })();
  // The master may be gone before the job has ended.
  ended.catch(() => undefined);
  await master.until(() => events.some(({ event }) => event === 'acknowledged'));
  return { jid: events[0]?.jid as string, events, ended };
}

async function say(jid: string, offset: number, text: string): Promise<unknown> {
  const reply = await minion.ask('output', { jid, offset, text });
  return reply.ok ? reply.result.received : reply.fault.code;
}

const output = async (jid: string) => (await master.must('job_show', { jid })).minions[0]?.output;

describe('what a running job says', () => {
  it('is stored once and in order, told to watchers, and gone with the return', async () => {
    const { jid, events, ended } = await working();
    expect(await say(jid, 0, 'ü\n')).toBe(3);
    expect(await say(jid, 0, 'ü\n')).toBe(3);
    expect(await say(jid, 1, 'x')).toBe(3);
    expect(await say(jid, 3, 'two\n')).toBe(7);
    expect(await say(jid, 0, '')).toBe(7);
    expect(await output(jid)).toEqual({ start: 0, text: 'ü\ntwo\n' });
    await minion.release();
    await ended;
    expect(events.flatMap((event) => (event.event === 'output' ? [[event.start, event.text]] : []))).toEqual([
      [0, 'ü\n'],
      [3, 'two\n'],
    ]);
    expect(await output(jid)).toBeUndefined();
    expect(await say(jid, 7, 'late')).toBe('not-found');
  });

  it('is still there in the next master, and told to whoever comes back to the job', async () => {
    const { jid } = await working();
    await say(jid, 0, 'one\n');
    await master.stopMaster();
    await master.startMaster();
    expect(await say(jid, 0, '')).toBe(4);
    expect(await say(jid, 4, 'two\n')).toBe(8);
    const heard: string[] = [];
    for await (const event of master.watch('job_watch', { jid })) {
      if (event.event === 'output') heard.push(event.text);
      if (heard.join('') === 'one\ntwo\n') break;
    }
    expect(heard.join('')).toBe('one\ntwo\n');
  });

  it('names what was dropped, and is bounded', async () => {
    const { jid } = await working();
    await say(jid, 0, 'first\n');
    expect(await say(jid, 100, 'after a gap\n')).toBe(112);
    expect((await output(jid))?.text).toBe('first\n\n[… 94 bytes were dropped …]\nafter a gap\n');
    let at = 112;
    for (let part = 0; part < 30; part += 1) at = Number(await say(jid, at, `${'x'.repeat(49_999)}\n`));
    const kept = await output(jid);
    expect(at).toBe(112 + 30 * 50_000);
    expect(kept?.start).toBeGreaterThan(0);
    expect(kept?.text).toMatch(/^x+\n(?:x+\n)*$/);
    expect(kept?.text.length).toBeLessThan(130 * 1024);
  });

  it('stays where the job was interrupted and its return does not tell it', async () => {
    const { jid, ended } = await working();
    await say(jid, 0, 'so far\n');
    await minion.giveBack(
      { jid, function: 'cmd.run' },
      { success: false, retcode: 8, value: undefined as never, fault: { code: 'dropped', message: 'given up' } },
    );
    await ended;
    expect(await output(jid)).toEqual({ start: 0, text: 'so far\n' });
  });

  it.each([
    ['of a job that nobody asked', '20200101000000000000', 'not-found'],
    ['of no job at all', 'x', 'malformed'],
  ])('%s is refused', async (_name, jid, code) => {
    expect(await say(jid, 0, 'x')).toBe(code);
  });

  it('by a minion that was not asked is refused', async () => {
    const { jid } = await working();
    const other = await master.minion('web2');
    expect(await other.ask('output', { jid, offset: 0, text: 'forged' })).toMatchObject({
      fault: { code: 'not-found' },
    });
    expect(await output(jid)).toBeUndefined();
  });

  it('comes too fast from one that floods', async () => {
    const { jid } = await working();
    const answers = await Promise.all(Array.from({ length: 300 }, () => say(jid, 0, '')));
    expect(answers).toContain('busy');
    expect(answers).toContain(0);
  });
});
