import { exitCodeOfLint, type LintCheck, type LintEvent, type LintFinding } from '@fleet/protocol';
import { formatChecks, formatFindings, formatLintProgress, formatLintSummary } from '@fleet/output';
import { MasterUnreachable } from '../master-link.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

/** Milliseconds without a word after which the master counts as gone; it tells of a lint that goes on every two seconds. */
const quiet = 20_000;

/** What the running master serves, linted for the minions that it knows. */
export async function lint(session: Session, options: Readonly<Record<string, unknown>>): Promise<number> {
  const { terminal } = session;
  const findings: LintFinding[] = [];
  const show = progressLine(session);
  const events = (await session.master()).watch(
    'lint',
    {
      ...codes('only', options['only']),
      ...codes('ignore', options['ignore']),
      ...(options['listChecks'] === true && { listChecks: true }),
    },
    quiet,
  );
  try {
    for await (const event of events) {
      if (event.event === 'progress') show(event);
      else if (event.event === 'findings') findings.push(...event.findings);
      else if (event.event === 'checks') return await listChecks(session, event.checks);
      else {
        show(undefined);
        const { summary } = event;
        if (!(await showAsData(session, { findings, summary }))) {
          if (findings.length > 0) terminal.answer(`${formatFindings(findings, terminal.paint)}\n`);
          terminal.answer(formatLintSummary(summary));
        }
        return exitCodeOfLint(summary, options['strict'] === true);
      }
    }
  } finally {
    show(undefined);
  }
  throw new MasterUnreachable('the master fell silent while it linted; its log may say why');
}

function codes(name: 'only' | 'ignore', given: unknown): Partial<Record<'only' | 'ignore', string[]>> {
  const list = typeof given === 'string' ? given.split(',').filter((code) => code !== '') : [];
  return list.length > 0 ? { [name]: list } : {};
}

async function listChecks(session: Session, checks: readonly LintCheck[]): Promise<number> {
  if (await showAsData(session, checks)) return 0;
  session.terminal.answer(formatChecks(checks, session.terminal.paint));
  return 0;
}

/** What is being done, while somebody watches; `undefined` wipes it. */
function progressLine({ terminal, settings }: Session): (event?: Extract<LintEvent, { event: 'progress' }>) => void {
  const { screen } = terminal;
  if (screen === undefined || settings.quiet) return () => undefined;
  return (event) => screen.write(formatLintProgress(event));
}
