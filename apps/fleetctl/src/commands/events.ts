import { setTimeout as pause } from 'node:timers/promises';
import { asYaml, printableJson } from '@fleet/output';
import { exitCodes, type EventChoice, type EventRow } from '@fleet/protocol';
import { stringifyPlain } from '@fleet/values';
import { UsageProblem } from '../command-line/target.js';
import { MasterUnreachable, type MasterLink } from '../master-link.js';
import { eventData, eventLine } from '../output/event-line.js';
import type { Session } from '../session.js';
import { choiceOf, wholeNumber, type EventOptions } from './event-choice.js';

/** Milliseconds without a word after which the master is asked again; it ends each stream sooner than that. */
const quiet = 45_000;
/** How long a master may be away before we leave; milliseconds. */
const patience = 120_000;
/** Events that are asked for at once. */
const part = 500;

/** Shows what the journal has, and with `--follow` what happens from then on; nothing in between is missed. */
export async function showEvents(session: Session, tag: string | undefined, options: EventOptions): Promise<number> {
  const follow = options['follow'] === true;
  const lines = wholeNumber('--lines', options['lines']);
  const count = wholeNumber('--count', options['count']);
  if (count !== undefined && !follow)
    throw new UsageProblem('--count says after how many -f leaves; without -f, -n shows the newest');
  if (follow && options['until'] !== undefined) throw new UsageProblem('--until and -f exclude each other');
  const choice = choiceOf(tag, options);
  const master = await session.master();
  const leave = endOnSignal();
  const show = shownBy(session);
  try {
    if (!follow) {
      for await (const event of journal(master, choice, lines)) show.one(event);
      await show.end();
      return exitCodes.ok;
    }
    await new EventWatch(session, master, choice, count ?? Infinity, show.one).follow(
      lines !== undefined || choice.since !== undefined ? { lines } : undefined,
    );
  } finally {
    leave();
  }
  return exitCodes.ok;
}

/** The oldest first; of the newest so many, where that is asked. */
async function* journal(master: MasterLink, choice: EventChoice, lines: number | undefined): AsyncGenerator<EventRow> {
  if (lines === undefined) return yield* inOrder(master, choice, 'oldest');
  const newest: EventRow[] = [];
  for await (const event of inOrder(master, choice, 'newest', lines)) {
    newest.push(event);
    if (newest.length === lines) break;
  }
  yield* newest.reverse();
}

async function* inOrder(
  master: MasterLink,
  choice: EventChoice,
  order: 'oldest' | 'newest',
  most = Infinity,
): AsyncGenerator<EventRow> {
  let behind: number | undefined;
  let left = most;
  do {
    const limit = Math.min(part, left);
    const answer = await master.ask('event_list', { ...choice, order, limit, ...(behind !== undefined && { behind }) });
    yield* answer.events;
    left -= answer.events.length;
    behind = answer.behind;
  } while (behind !== undefined && left > 0);
}

class EventWatch {
  #after: number | undefined;
  #shown = 0;

  constructor(
    private readonly session: Session,
    private readonly master: MasterLink,
    private readonly choice: EventChoice,
    private readonly count: number,
    private readonly show: (event: EventRow) => void,
  ) {}

  /** @param before what of the journal is shown first */
  async follow(before: { readonly lines: number | undefined } | undefined): Promise<void> {
    if (before) await this.#past(before.lines);
    let heard = Date.now();
    while (this.#shown < this.count) {
      try {
        await this.#once();
        heard = Date.now();
      } catch (error) {
        const patient = this.#after !== undefined && Date.now() - heard < patience;
        if (!(error instanceof MasterUnreachable) || !patient) throw error;
        await pause(500);
      }
    }
  }

  /** What comes behind the last that the journal has now is watched: that is asked first, so that nothing falls between. */
  async #past(lines: number | undefined): Promise<void> {
    const { events } = await this.master.ask('event_list', { order: 'newest', limit: 1 });
    const last = events[0]?.sequence;
    for await (const event of journal(this.master, this.choice, lines)) {
      if (last !== undefined && event.sequence > last) break;
      if (this.#shown >= this.count) return;
      this.#tell(event);
    }
    this.#after = last;
  }

  async #once(): Promise<void> {
    const { tag, minion } = this.choice;
    const after = this.#after;
    const ask = {
      ...(tag !== undefined && { tag }),
      ...(minion !== undefined && { minion }),
      ...(after !== undefined && { after }),
    };
    for await (const event of this.master.watch('event_watch', ask, quiet)) {
      if (event.event === 'fired') {
        const { event: _word, ...row } = event;
        this.#tell(row);
        this.#after = row.sequence;
        if (this.#shown >= this.count) return;
        continue;
      }
      if (event.event === 'listening' && event.gap) this.session.terminal.note('some events may have been missed here');
      this.#after = event.after;
      if (event.event === 'again') return;
      if (this.session.settings.verbose) this.session.terminal.note('listening');
    }
  }

  #tell(event: EventRow): void {
    this.#shown += 1;
    this.show(event);
  }
}

/** One event a line, for people and programs alike; YAML is a list whose items come one by one. */
function shownBy({ terminal, settings }: Session): { one: (event: EventRow) => void; end: () => Promise<void> } {
  let work = Promise.resolve();
  const one = (event: EventRow): void => {
    if (settings.out === 'json' || settings.out === 'ndjson')
      return terminal.answer(printableJson(stringifyPlain(eventData(event))));
    if (settings.out === 'yaml')
      return void (work = work.then(async () => terminal.answer((await asYaml([eventData(event)])).trimEnd())));
    terminal.answer(eventLine(event, terminal.paint, terminal.screen?.width));
  };
  return { one, end: () => work };
}

/** Whoever has seen enough leaves, and that is how it is meant to end. */
function endOnSignal(): () => void {
  const leave = (): void => process.exit(exitCodes.ok);
  process.once('SIGINT', leave).once('SIGTERM', leave);
  return () => void process.off('SIGINT', leave).off('SIGTERM', leave);
}
