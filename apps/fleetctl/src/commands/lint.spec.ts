import { describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import type { LintEvent, LintFinding, LintSummary } from '@fleet/protocol';
import { MasterUnreachable, type MasterLink } from '../master-link.js';
import type { Session } from '../session.js';
import { lint } from './lint.js';

const clean: LintSummary = {
  errors: 0,
  warnings: 0,
  notes: 0,
  uncompiled: 0,
  omitted: 0,
  minions: 2,
  sls: 3,
  duration: 10,
};
const finding: LintFinding = { severity: 'warning', code: 'lint.unassigned', summary: 'nobody runs it', minions: [] };

/** What the master answers, and what was asked, shown and left with. */
async function ask(
  events: readonly LintEvent[],
  options: Record<string, unknown> = {},
  out?: 'json',
  terminal: Partial<Session['terminal']> = { interactive: false },
): Promise<{ code: number; shown: string; asked: unknown }> {
  const shown: string[] = [];
  let asked: unknown;
  const link = {
    async *watch(method: string, body: unknown) {
      asked = { method, body };
      yield* events;
    },
  } as unknown as MasterLink;
  const session = {
    terminal: { ...terminal, paint: plain, answer: (text: string) => void shown.push(text) },
    settings: { quiet: false, ...(out && { out }) },
    master: () => Promise.resolve(link),
  } as unknown as Session;
  const code = await lint(session, options);
  return { code, shown: shown.join('\n'), asked };
}

const ended = (summary: Partial<LintSummary>): LintEvent => ({ event: 'ended', summary: { ...clean, ...summary } });

describe('fleetctl lint', () => {
  it.each([
    [{}, {}, 0],
    [{ warnings: 1 }, {}, 0],
    [{ warnings: 1 }, { strict: true }, 1],
    [{ errors: 1 }, {}, 1],
    [{ errors: 2, uncompiled: 1 }, {}, 5],
  ])('%j with %j leaves with %i', async (summary, options, code) => {
    expect((await ask([ended(summary)], options)).code).toBe(code);
  });

  it('shows findings of every batch, and figures', async () => {
    const { shown } = await ask([
      { event: 'progress', doing: 'states', done: 1, total: 2 },
      { event: 'findings', findings: [finding] },
      { event: 'findings', findings: [{ ...finding, summary: 'and another' }] },
      ended({ warnings: 2 }),
    ]);
    expect(shown).toContain('warning: nobody runs it [lint.unassigned]');
    expect(shown).toContain('warning: and another');
    expect(shown).toContain('0 errors, 2 warnings, 0 notes; 2 minions, 3 SLS in 0.0 s');
  });

  it('says what it does where that can be taken back (a dumb terminal is no such screen), and wipes it', async () => {
    const painted: string[] = [];
    const screen = {
      width: 80,
      height: 24,
      write: (text: string) => void painted.push(text),
      onResize: () => () => undefined,
    };
    const events: LintEvent[] = [{ event: 'progress', doing: 'states', done: 1, total: 2 }, ended({})];
    await ask(events, {}, undefined, { interactive: true, screen });
    expect(painted[0]).toBe('\r\u001b[Kstates 1/2');
    expect(painted.at(-1)).toBe('\r\u001b[K');
  });

  it('prints data where data is asked for', async () => {
    const { shown } = await ask([{ event: 'findings', findings: [finding] }, ended({ warnings: 1 })], {}, 'json');
    expect(JSON.parse(shown)).toMatchObject({ findings: [finding], summary: { warnings: 1 } });
  });

  it('asks for what was chosen', async () => {
    expect((await ask([ended({})], { only: 'lint.*,yaml.*', ignore: 'lint.unknown' })).asked).toEqual({
      method: 'lint',
      body: { only: ['lint.*', 'yaml.*'], ignore: ['lint.unknown'] },
    });
    const listed = await ask([{ event: 'checks', checks: [{ code: 'lint.x', severity: 'note', about: 'It.' }] }], {
      listChecks: true,
    });
    expect(listed.shown).toBe('lint.x (note)\n    It.');
    expect(listed.asked).toEqual({ method: 'lint', body: { listChecks: true } });
  });

  it('says so where the master falls silent', async () => {
    await expect(ask([{ event: 'progress', doing: 'states', done: 1, total: 2 }])).rejects.toBeInstanceOf(
      MasterUnreachable,
    );
  });
});
