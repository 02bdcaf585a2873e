import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { handsOf, type DaemonParts } from './daemon-hands.js';
import { Drain } from './drain.js';
import { JobsUnderWay, type JobInHand } from './running-jobs.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'daemon-hands-'))));
afterEach(() => rm(folder, { recursive: true }));

const jobs = new JobsUnderWay();
let count = 0;

function begin(name: string): JobInHand {
  count += 1;
  const jid = `20260101${String(count).padStart(12, '0')}`;
  return jobs.enter({ jid, function: name, args: '[]', kwargs: '{}', operator: 'admin' }) as JobInHand;
}

describe('a drain', () => {
  it('waits for what runs when it begins, and not for who looks afterwards', async () => {
    const drain = await Drain.open(join(folder, 'drain.json'));
    const work = begin('cmd.run');
    const own = begin('minion.drain');
    const other = begin('minion.drain');
    const drained = handsOf({ jobs, drain } as unknown as DaemonParts, own).drain(600_000);
    while (!drain.on) await new Promise((resolve) => setTimeout(resolve, 1));
    const looker = begin('test.sleep');
    work.leave();
    expect(await drained).toEqual([]);
    const late = begin('cmd.run');
    expect((await handsOf({ jobs, drain } as unknown as DaemonParts, own).drain(1)).map(({ jid }) => jid)).toEqual([
      looker.begun.jid,
      late.begun.jid,
    ]);
    for (const job of [own, other, looker, late]) job.leave();
  });
});
