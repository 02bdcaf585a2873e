import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import type { DaemonHands, JobAtWork } from '../daemon.js';
import type { FunctionContext } from '../definition.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const own = '20261121050000000000';
const other = '20261121040000000001';

function job(jid: string, name: string, processes: number[] = []): JobAtWork {
  const kwargs = fromPlain({ timeout: 9 }) as ValueMap;
  return { jid, function: name, args: ['x'], kwargs, operator: 'admin', started: 0, processes, progress: '1/2 a' };
}

/** Calls with a daemon that works on this job and on two others; what its hands do is told. */
async function call(
  name: string,
  ...positional: unknown[]
): Promise<{ value: unknown; retcode: number; done: string[] }> {
  const host = memoryHost();
  const done: string[] = [];
  const hands = {
    endJob: (jid: string, how: string) => Boolean(done.push(`${how} ${jid}`)),
    signalJob: (jid: string, signal: string) => Number(Boolean(done.push(`${signal} ${jid}`))),
  };
  const context: FunctionContext = {
    ...specContext({}, host),
    daemon: {
      pid: 77,
      jobs: () => [job(other, 'state.apply', [41]), job(own, name), job('20261121040000000000', 'test.sleep')],
      refusals: () => [],
      artifactStat: async () => undefined,
      whyNoMaster: async () => undefined,
      nextFireTime: () => undefined,
      isKept: async () => undefined,
    },
    hands: () => hands as unknown as DaemonHands,
  };
  const given = { positional: positional.map((item) => fromPlain(item)), named: new Map() };
  const { value, retcode } = await callFunction(functionTable, name, given, host, context);
  return { value: toPlain(value), retcode, done };
}

describe('on a minion at work', () => {
  it('running tells the other jobs, oldest first', async () => {
    const { value } = await call('saltutil.running');
    expect(value).toMatchObject([
      { jid: '20261121040000000000', fun: 'test.sleep', processes: [] },
      {
        jid: other,
        fun: 'state.apply',
        arg: ['x'],
        kwarg: { timeout: 9 },
        user: 'admin',
        pid: 77,
        processes: [41],
        started: '1970-01-01T00:00:00.000Z',
        progress: '1/2 a',
      },
    ]);
  });

  it('find_job and is_running find by jid and by glob', async () => {
    expect((await call('saltutil.find_job', other)).value).toMatchObject({ fun: 'state.apply' });
    expect((await call('saltutil.find_job', own)).value).toEqual({});
    expect((await call('saltutil.is_running', 'state.*')).value).toMatchObject([{ jid: other }]);
    expect((await call('saltutil.is_running', 'cmd.*')).value).toEqual([]);
  });

  it.each([
    ['saltutil.kill_job', `kill ${other}`, /SIGKILL sent to its process group 41/],
    ['saltutil.term_job', `terminate ${other}`, /SIGTERM sent to its process group 41/],
  ])('%s ends one', async (name, deed, says) => {
    const { value, retcode, done } = await call(name, other);
    expect([retcode, done, value]).toEqual([0, [deed], expect.stringMatching(says)]);
  });

  it('kill_all_jobs ends the others, not itself', async () => {
    expect((await call('saltutil.kill_all_jobs')).done).toEqual(['kill 20261121040000000000', `kill ${other}`]);
    expect((await call('saltutil.term_all_jobs')).done).toEqual([
      'terminate 20261121040000000000',
      `terminate ${other}`,
    ]);
  });

  it.each(['USR1', 'sigusr1', 10])('signal_job takes the signal as %p', async (signal) => {
    expect(await call('saltutil.signal_job', other, signal)).toMatchObject({ retcode: 0, done: [`SIGUSR1 ${other}`] });
  });

  it('signal_job refuses what is no signal', async () => {
    await expect(call('saltutil.signal_job', other, 'NONSENSE')).rejects.toThrow('there is no signal NONSENSE');
  });

  it('does not end a job that does not run here, nor the one that asks', async () => {
    for (const jid of ['20261121040000009999', own]) {
      expect(await call('saltutil.kill_job', jid)).toMatchObject({ retcode: 1, done: [] });
      expect(await call('saltutil.signal_job', jid, 10)).toMatchObject({ retcode: 1, done: [] });
    }
  });
});

describe('without a daemon', () => {
  specsOf({}, [
    { call: 'saltutil.running', value: [] },
    { call: 'saltutil.find_job', positional: [other], value: {} },
    { call: 'saltutil.find_job', positional: ['7'], refused: ['bad-arguments', /20 digits/] },
    { call: 'saltutil.kill_job', positional: [other], value: `job ${other} does not run on this minion`, retcode: 1 },
    { call: 'saltutil.kill_all_jobs', refused: ['failed', /runs as a daemon/] },
    { call: 'saltutil.sync_all', value: { grains: [], modules: [], states: [] } },
    { call: 'saltutil.sync_modules', value: [] },
    { call: 'saltutil.sync_states', value: [] },
    { call: 'saltutil.sync_grains', value: [] },
    { call: 'saltutil.refresh_modules', value: true },
    { call: 'saltutil.refresh_grains', value: true },
    { call: 'saltutil.refresh_pillar', value: true },
  ]);

  it('clear_cache empties the folder, and keeps it with the backups of files', async () => {
    const backup = '/var/cache/fleet/minion/file_backup/etc/hosts_2026-11-21T10-30-05-123Z';
    const host = memoryHost({
      files: { '/var/cache/fleet/minion/files/base/x': 'y', [backup]: 'old', '/var/cache/other': 'z' },
    });
    const context = specContext({}, host);
    await callFunction(functionTable, 'saltutil.clear_cache', { positional: [], named: new Map() }, host, context);
    expect(await host.files.list('/var/cache/fleet/minion')).toEqual(['file_backup']);
    expect([host.text(backup), host.text('/var/cache/other')]).toEqual(['old', 'z']);
  });
});
