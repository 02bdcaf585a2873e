import { describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import { exitCodes, type Fault, type JobEvent, type JobRequest } from '@fleet/protocol';
import { MasterRefused, type MasterLink } from '../master-link.js';
import type { Session } from '../session.js';
import { runConfirmed } from './confirm.js';

const jid = '20260101000000000000';
const request: JobRequest = {
  target: { type: 'glob', expression: 'miner-*' },
  function: 'state.apply',
  args: '["cortensord.reset"]',
  kwargs: '{}',
  watch: true,
};
const refusal: Fault = {
  code: 'confirmation-required',
  message: 'cortensord.reset has to be confirmed: Keys are lost.',
  details: { asks: [{ what: 'cortensord.reset', loses: 'Keys are lost.' }], minions: ['miner-02', 'miner-01'] },
};

/** A master that wants the job confirmed, each time for the next of these faults. */
class AskingMaster implements MasterLink {
  readonly heard: JobRequest[] = [];
  constructor(private readonly faults: Fault[]) {}
  ask(): Promise<never> {
    return Promise.reject(new Error('not in the script'));
  }
  async *watch(_method: string, body: unknown): AsyncGenerator<JobEvent> {
    this.heard.push(body as JobRequest);
    const fault = (body as JobRequest).confirmed === true && this.faults.length < 2 ? undefined : this.faults.shift();
    if (fault) throw new MasterRefused(fault);
    yield { event: 'created', jid, minions: [] };
    yield { event: 'ended', jid, silent: [] };
  }
  async close(): Promise<void> {}
}

async function run(answer: boolean | undefined, yes = false, faults: Fault[] = [refusal]) {
  const notes: string[] = [];
  const questions: string[] = [];
  const master = new AskingMaster(faults);
  const session: Session = {
    terminal: {
      interactive: true,
      paint: plain,
      notePaint: plain,
      answer: () => undefined,
      note: (text) => void notes.push(text),
      confirm: () => Promise.reject(new Error('a single letter is not enough here')),
      confirmInFull: async (question) => (questions.push(question), answer),
    },
    settings: { stateOutput: 'full', verbose: false, quiet: false },
    environment: {},
    master: () => Promise.resolve(master as MasterLink),
  };
  const code = await runConfirmed(session, request, yes).catch((error: unknown) => error);
  return { code, notes, questions, heard: master.heard };
}

describe('a job that destroys something', () => {
  it('shows what is lost and where, and goes on for exactly these minions', async () => {
    const { code, notes, questions, heard } = await run(true);
    expect(notes).toEqual(['cortensord.reset: Keys are lost.', 'on 2 minions: miner-01, miner-02']);
    expect(questions).toEqual(['Go on?']);
    expect(heard).toEqual([request, { ...request, confirmed: true, confirmedMinions: ['miner-02', 'miner-01'] }]);
    expect(code).toBe(exitCodes.ok);
  });

  it('asks again where the target means others by now', async () => {
    const more = {
      ...refusal,
      details: { ...(refusal.details as object), minions: ['miner-01', 'miner-02', 'miner-03'] },
    };
    const { questions, heard } = await run(true, false, [refusal, more, more]);
    expect(questions).toHaveLength(2);
    expect(heard.at(-1)).toMatchObject({ confirmed: true, confirmedMinions: ['miner-01', 'miner-02', 'miner-03'] });
  });

  it('is left alone after any other answer than yes', async () => {
    const { code, notes, heard } = await run(false);
    expect([code, notes.at(-1), heard.length]).toEqual([exitCodes.aborted, 'not confirmed; nothing was sent', 1]);
  });

  it('is refused where nobody can be asked, with the way out', async () => {
    const { code, heard } = await run(undefined);
    expect((code as MasterRefused).fault.message).toContain('--yes confirms it');
    expect(heard).toHaveLength(1);
  });

  it('is not asked about with --yes', async () => {
    const { code, questions, heard } = await run(undefined, true);
    expect([code, questions, heard]).toEqual([exitCodes.ok, [], [{ ...request, confirmed: true }]]);
  });

  it('shows the refusal of a master that says it in another way', async () => {
    const { code } = await run(true, false, [{ ...refusal, details: { minions: 3 } }]);
    expect(code).toMatchObject({ fault: { code: 'confirmation-required' } });
  });
});
