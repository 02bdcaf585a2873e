import { plain, type Paint } from '@fleet/output';
import type { JobEvent, Return } from '@fleet/protocol';
import type { MasterLink } from '../src/master-link.js';
import type { Terminal } from '../src/output/terminal.js';
import type { Session, Settings } from '../src/session.js';
import type { TerminalEmulator } from './terminal-emulator.js';

export const jid = '20260101000000000000';

export const created = (...minions: string[]): JobEvent => ({ event: 'created', jid, minions });

export const ended = (...silent: string[]): JobEvent => ({
  event: 'ended',
  jid,
  silent: silent.map((minion) => ({ minion, reason: { code: 'no-acknowledgement' } })),
});

export function returned(minion: string, more: Partial<Return> = {}): JobEvent {
  const answer: Return = {
    kind: 'return',
    v: 1,
    jid,
    minion,
    function: 'test.ping',
    retcode: 0,
    success: true,
    value: 'true',
    started: 0,
    duration: 1,
    ...more,
  };
  return { event: 'returned', jid, minion, return: answer };
}

/** The return of a state run; each chunk by its tag. */
export function applied(minion: string, chunks: Readonly<Record<string, Record<string, unknown>>>): JobEvent {
  const numbered = Object.entries(chunks).map(([tag, chunk], index) => [
    tag,
    { result: true, comment: '', changes: {}, duration: 1, __run_num__: index, ...chunk },
  ]);
  const failed = Object.values(chunks).some(({ result }) => result === false);
  return returned(minion, {
    function: 'state.apply',
    out: 'highstate',
    value: JSON.stringify(Object.fromEntries(numbered)),
    ...(failed && { retcode: 2, success: false }),
  });
}

/** Milliseconds that pass before what comes next, or something that is done in between. */
export type Step = JobEvent | number | (() => void);

/** A master whose answers were written down: one list for each time it is asked. */
export class ScriptedMaster implements MasterLink {
  readonly asked: string[] = [];

  constructor(private readonly scripts: Step[][]) {}

  ask(): Promise<never> {
    return Promise.reject(new Error('not in the script'));
  }

  async *watch(method: string): AsyncGenerator<never> {
    this.asked.push(method);
    for (const step of this.scripts.shift() ?? []) {
      if (typeof step === 'number') await new Promise((resolve) => setTimeout(resolve, step));
      else if (typeof step === 'function') step();
      else yield step as never;
    }
  }

  async close(): Promise<void> {}
}

/** A session on a terminal; what goes to stdout and to stderr is on the same screen. */
export function sessionOn(
  screen: TerminalEmulator,
  master: MasterLink,
  settings: Partial<Settings> = {},
  paint: Paint = plain,
): Session {
  const say = (text: string): void => screen.write(`${text}\n`);
  const terminal: Terminal = {
    interactive: true,
    screen,
    paint,
    notePaint: paint,
    answer: say,
    note: say,
    confirm: () => Promise.resolve(undefined),
    confirmInFull: () => Promise.resolve(undefined),
  };
  return {
    terminal,
    settings: { verbose: false, quiet: false, ...settings },
    environment: {},
    master: () => Promise.resolve(master),
  };
}
