import { formatMoment, printable } from '@fleet/output';
import { exitCodes, type FleetEvent } from '@fleet/protocol';
import { parseExact, stringifyPlain, type Value } from '@fleet/values';
import { UsageProblem } from '../command-line/target.js';
import { MasterUnreachable, type MasterLink } from '../master-link.js';
import type { Session } from '../session.js';

/** Milliseconds without a word after which the master is asked again; it ends each stream sooner than that. */
const quiet = 45_000;
/** How long a master may be away before we leave; milliseconds. */
const patience = 120_000;

/** Shows events as they happen, until Ctrl-C or enough of them. What happens while the master is asked again is not missed. */
export async function watchEvents(
  session: Session,
  tag: string | undefined,
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const count = options['count'] === undefined ? Infinity : Number(options['count']);
  if (!(count >= 1) || (count !== Infinity && !Number.isInteger(count)))
    throw new UsageProblem('--count is a whole number of at least 1');
  const wish = {
    ...(tag !== undefined && { tag }),
    ...(typeof options['minion'] === 'string' && { minion: options['minion'] }),
  };
  const master = await session.master();
  const leave = endOnSignal();
  try {
    await new EventWatch(session, master, wish, count).follow();
  } finally {
    leave();
  }
  return exitCodes.ok;
}

class EventWatch {
  #after: number | undefined;
  #shown = 0;

  constructor(
    private readonly session: Session,
    private readonly master: MasterLink,
    private readonly wish: { readonly tag?: string; readonly minion?: string },
    private readonly count: number,
  ) {}

  async follow(): Promise<void> {
    let heard = Date.now();
    while (this.#shown < this.count) {
      try {
        await this.#once();
        heard = Date.now();
      } catch (error) {
        const patient = this.#after !== undefined && Date.now() - heard < patience;
        if (!(error instanceof MasterUnreachable) || !patient) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  async #once(): Promise<void> {
    const ask = { ...this.wish, ...(this.#after !== undefined && { after: this.#after }) };
    for await (const event of this.master.watch('event_watch', ask, quiet)) {
      if (event.event === 'fired') {
        this.#show(event);
        this.#after = event.sequence;
        if (this.#shown >= this.count) return;
        continue;
      }
      if (event.event === 'listening' && event.gap) this.session.terminal.note('some events may have been missed here');
      this.#after = event.after;
      if (event.event === 'again') return;
      if (this.session.settings.verbose) this.session.terminal.note('listening');
    }
  }

  /** One event a line where it is for programs. */
  #show({ at, minion, tag, data }: Extract<FleetEvent, { event: 'fired' }>): void {
    this.#shown += 1;
    const { terminal, settings } = this.session;
    const value = parseExact(data);
    if (settings.out === 'json' || settings.out === 'ndjson') {
      const line = new Map<Value, Value>([
        ['at', new Date(at).toISOString()],
        ['minion', minion],
        ['tag', tag],
        ['data', value],
      ]);
      return terminal.answer(stringifyPlain(line));
    }
    const { paint } = terminal;
    terminal.answer(
      `${paint.faint(formatMoment(at))} ${paint.key(printable(minion))} ${printable(tag)} ${printable(stringifyPlain(value))}`,
    );
  }
}

/** Whoever has seen enough leaves, and that is how it is meant to end. */
function endOnSignal(): () => void {
  const leave = (): void => process.exit(exitCodes.ok);
  process.once('SIGINT', leave).once('SIGTERM', leave);
  return () => void process.off('SIGINT', leave).off('SIGTERM', leave);
}
