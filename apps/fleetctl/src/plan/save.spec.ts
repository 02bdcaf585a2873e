import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import { exitCodes, type PlanEvent } from '@fleet/protocol';
import { UsageProblem } from '../command-line/target.js';
import { MasterRefused, MasterUnreachable, type MasterLink } from '../master-link.js';
import type { Session } from '../session.js';
import { readPlanFile } from './plan-file.js';
import { runAndSave } from './save.js';
import { specPlan } from './spec-plan.js';

const folder = mkdtempSync(join(tmpdir(), 'fleetctl-save-'));
const path = join(folder, 'plan');
afterAll(() => {
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  rmSync(path, { force: true });
});

const plan = specPlan();
const parts = plan.parts.map((part): PlanEvent => ({ event: 'part', part }));
const signed: PlanEvent = { event: 'signed', plan: plan.signed };

async function save(events: readonly (PlanEvent | Error)[], { code = 0 } = {}) {
  const notes: string[] = [];
  const master = {
    async *watch(method: string, body: unknown): AsyncGenerator<PlanEvent> {
      expect([method, body]).toEqual(['plan_create', { jid: '7' }]);
      for (const event of events) {
        if (event instanceof Error) throw event;
        yield event;
      }
    },
  } as unknown as MasterLink;
  const session = {
    terminal: { paint: plain, notePaint: plain, note: (text: string) => void notes.push(text) },
    master: async () => master,
  } as unknown as Session;
  const outcome = await runAndSave(session, path, async (begun) => {
    begun('7');
    return code;
  }).catch((error: unknown) => error);
  return { outcome, notes, written: existsSync(path) };
}

describe('a plan that is saved', () => {
  it('is what the master signed, and the exit code is that of the dry run', async () => {
    const { outcome, notes } = await save([...parts, signed], { code: exitCodes.failed });
    expect(outcome).toBe(exitCodes.failed);
    expect(await readPlanFile(path)).toEqual(plan);
    expect(notes).toEqual([`the plan for 3 minions is in ${path}; fleetctl apply ${path} does it`]);
  });

  it('names those that are not in it, once for each reason', async () => {
    const left = Array.from({ length: 12 }, (_, index): PlanEvent => ({
      ...{ event: 'left-out', minion: `db${index}`, why: 'it has not answered' },
    }));
    const { notes } = await save([...left, { event: 'left-out', minion: 'x', why: 'busy' }, ...parts, signed]);
    expect(notes.slice(0, 2)).toEqual([
      'db0, db1, db2, db3, db4, db5, db6, db7, db8, db9 and 2 more are not in the plan: it has not answered',
      'x is not in the plan: busy',
    ]);
  });

  it.each<[string, (PlanEvent | Error)[], unknown]>([
    ['the master stops before it has signed', parts, MasterUnreachable],
    ['a part of it was lost on the way', [...parts.slice(1), signed], UsageProblem],
    ['the parts come in another order', [...parts].reverse().concat(signed), UsageProblem],
    ['the master refuses', [new MasterRefused({ code: 'conflict', message: 'no' })], MasterRefused],
  ])('is not written where %s', async (_what, events, error) => {
    const { outcome, written } = await save(events);
    expect(outcome).toBeInstanceOf(error);
    expect(written).toBe(false);
  });

  it('is none where no dry run ended well, and the exit code says why', async () => {
    const refused = new MasterRefused({ code: 'conflict', message: 'there is nothing to plan' });
    const { outcome, notes, written } = await save([refused], { code: exitCodes.compile });
    expect([outcome, written]).toEqual([exitCodes.compile, false]);
    expect(notes).toEqual(['no plan was written: there is nothing to plan']);
  });

  it('is none of a job that was not confirmed', async () => {
    expect(await save([signed], { code: exitCodes.aborted })).toMatchObject({ outcome: 8, written: false });
  });
});
