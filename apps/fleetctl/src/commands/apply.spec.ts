import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import { exitCodes, type JobEvent, type JobRequest, type PlanPart } from '@fleet/protocol';
import { UsageProblem } from '../command-line/target.js';
import type { MasterLink } from '../master-link.js';
import { planText } from '../plan/plan-file.js';
import { specPlan } from '../plan/spec-plan.js';
import type { Session } from '../session.js';
import { applyPlanFile } from './apply.js';

const folder = mkdtempSync(join(tmpdir(), 'fleetctl-apply-'));
const path = join(folder, 'plan');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function apply(
  answer: boolean | undefined,
  {
    minions = [],
    yes = false,
    async = false,
    plan = specPlan(),
  }: { minions?: string[]; yes?: boolean; async?: boolean; plan?: ReturnType<typeof specPlan> } = {},
) {
  writeFileSync(path, planText(plan));
  const [heard, notes, questions]: [JobRequest[], string[], string[]] = [[], [], []];
  const answers: string[] = [];
  const master = {
    ask: async (_method: string, body: unknown): Promise<JobEvent> => {
      heard.push(body as JobRequest);
      return { event: 'created', jid: '20260101000000000001', minions: ['web1', 'web2'] };
    },
    async *watch(_method: string, body: unknown): AsyncGenerator<JobEvent> {
      heard.push(body as JobRequest);
      yield { event: 'created', jid: '20260101000000000001', minions: [] };
      yield { event: 'ended', jid: '20260101000000000001', silent: [] };
    },
    close: async () => undefined,
  } as unknown as MasterLink;
  const session: Session = {
    terminal: {
      interactive: true,
      paint: plain,
      notePaint: plain,
      answer: (text) => void answers.push(text),
      note: (text) => void notes.push(text),
      confirm: async (question) => (questions.push(`y: ${question}`), answer),
      confirmInFull: async (question) => (questions.push(`yes: ${question}`), answer),
    },
    settings: { stateOutput: 'full', verbose: false, quiet: false },
    environment: {},
    master: async () => master,
  };
  const code = await applyPlanFile(session, [path, ...minions], { yes, async }).catch((error: unknown) => error);
  return { code, heard, notes: notes.join('\n'), answers, questions, plan };
}

const harmless: PlanPart[] = [
  {
    minion: 'web1',
    unchanged: 0,
    states: [
      { id: 'x', state: 'file.managed', name: 'x', sls: 'a', comment: '', changes: '{"diff":"+1"}', destroys: [] },
    ],
  },
];

describe('fleetctl apply', () => {
  it('shows what will happen, asks in full where something is lost, and sends exactly the plan', async () => {
    const { code, heard, notes, questions, plan } = await apply(true);
    expect([code, questions]).toEqual([exitCodes.ok, ['yes: Apply it?']]);
    expect(notes).toContain('destroys: remove the directory /old');
    expect(heard).toEqual([
      {
        target: { type: 'list', expression: 'web1,web10,web2' },
        function: 'state.apply_plan',
        args: '["20260101000000000000","a"]',
        kwargs: '{"only_id":"c*"}',
        watch: true,
        confirmed: true,
        confirmedMinions: ['web1', 'web10', 'web2'],
        plan: plan.signed,
      },
    ]);
  });

  it('asks for a letter where nothing is lost', async () => {
    const { code, questions } = await apply(true, { plan: specPlan(harmless) });
    expect([code, questions]).toEqual([exitCodes.ok, ['y: Apply it?']]);
  });

  it('asks nobody with --yes', async () => {
    const { heard, questions, notes } = await apply(undefined, { yes: true });
    expect([heard.length, questions, notes]).toEqual([1, [], '']);
  });

  it('prints the jid and leaves with --async, once it was confirmed', async () => {
    const { code, heard, answers, notes, questions } = await apply(true, { async: true });
    expect([code, questions, answers]).toEqual([exitCodes.ok, ['yes: Apply it?'], ['20260101000000000001']]);
    expect(heard).toMatchObject([{ function: 'state.apply_plan', watch: false, confirmed: true }]);
    expect(notes).toContain('begun on 2 minions; fleetctl jobs attach 20260101000000000001 comes back to it');
    expect((await apply(false, { async: true })).heard).toEqual([]);
  });

  it.each([
    [false, 'not confirmed; nothing was sent'],
    [undefined, '--yes confirms it'],
  ])('sends nothing where the answer is %s', async (answer, said) => {
    const { code, heard, notes } = await apply(answer);
    expect([code, heard]).toEqual([exitCodes.aborted, []]);
    expect(notes).toContain(said);
  });

  it('sends nothing where there is nothing to do', async () => {
    const { code, heard, notes } = await apply(true, { minions: ['web10'] });
    expect([code, heard, notes]).toEqual([exitCodes.ok, [], 'the plan changes nothing; nothing was sent']);
  });

  it('begins with some of them', async () => {
    const { heard, notes } = await apply(true, { minions: ['web1', 'w*2'] });
    expect(heard[0]?.target).toEqual({ type: 'list', expression: 'web1,web2' });
    expect(notes).not.toContain('web10');
  });

  it('says which of the names mean nobody', async () => {
    const { code, heard } = await apply(true, { minions: ['web1', 'db*'] });
    expect(code).toBeInstanceOf(UsageProblem);
    expect([(code as UsageProblem).sentence, heard]).toEqual([
      expect.stringContaining('db* is in the plan for nobody'),
      [],
    ]);
  });

  it('says so where a job cannot name as many', async () => {
    const parts = Array.from({ length: 9000 }, (_, index) => ({
      ...(harmless[0] as PlanPart),
      minion: `miner-${index}`,
    }));
    const { code, heard } = await apply(true, { plan: specPlan(parts) });
    expect([(code as UsageProblem).sentence, heard]).toEqual([expect.stringContaining('in parts'), []]);
  });
});
