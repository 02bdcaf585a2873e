import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import type { DaemonHands, JobAtWork } from '../daemon.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

/** Calls on a daemon on which these jobs do not end in time; what its hands were asked is told. */
async function call(name: string, named: Record<string, unknown>, left: readonly string[]) {
  const host = memoryHost();
  const asked: unknown[] = [];
  const job = (jid: string): JobAtWork => ({
    ...{ jid, function: 'cmd.run', args: [], kwargs: new Map(), operator: 'ops', started: 0, processes: [] },
  });
  const hands = {
    drain: async (within: number) => (asked.push(['drain', within]), left.map(job)),
    resume: async () => (asked.push(['resume']), left.length > 0),
  } as unknown as DaemonHands;
  const context = { ...specContext({}, host), hands: () => hands };
  const given = { positional: [], named: fromPlain(named) as ValueMap };
  const { value, retcode } = await callFunction(functionTable, name, given, host, context);
  return { value: toPlain(value), retcode, asked };
}

describe('minion.drain', () => {
  it('waits a minute, unless it is told otherwise', async () => {
    expect((await call('minion.drain', {}, [])).asked).toEqual([['drain', 60_000]]);
    expect((await call('minion.drain', { timeout: '5m' }, [])).asked).toEqual([['drain', 300_000]]);
  });

  it('answers with what still runs, and has failed then', async () => {
    expect(await call('minion.drain', {}, [])).toMatchObject({
      value: { draining: true, finished: true, running: [] },
      retcode: 0,
    });
    expect(await call('minion.drain', {}, ['20260101000000000000'])).toMatchObject({
      value: { draining: true, finished: false, running: [{ jid: '20260101000000000000', fun: 'cmd.run' }] },
      retcode: 1,
    });
  });
});

describe('minion.resume', () => {
  it('says whether there was anything to resume', async () => {
    expect((await call('minion.resume', {}, ['20260101000000000000'])).value).toBe(true);
    expect((await call('minion.resume', {}, [])).value).toBe(false);
  });
});

describe('without a daemon', () => {
  specsOf({}, [
    { call: 'minion.drain', refused: ['failed', /runs as a daemon/] },
    { call: 'minion.resume', refused: ['failed', /runs as a daemon/] },
  ]);
});
