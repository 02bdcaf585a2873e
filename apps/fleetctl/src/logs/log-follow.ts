import { formatSentence, printable } from '@fleet/output';
import { exitCodes, type JobEvent, type JobRequest, type Return } from '@fleet/protocol';
import { isMap, parseExact } from '@fleet/values';
import { MasterRefused, MasterUnreachable, type MasterLink } from '../master-link.js';
import { OutputLines } from '../output/output-lines.js';
import { formatSilence } from '../output/silence.js';
import type { Session } from '../session.js';
import { dataOf, linesFor, plainLine } from './log-format.js';
import { LogMerge } from './log-merge.js';
import { readFollowed, type LogRecord } from './log-record.js';
import { withArguments } from './log-wish.js';

/** Milliseconds. `keep`: between words that the job is still wanted; `begin`: until those that have not told what was before are waited for no more. */
const times = { keep: 8_000, look: 100, begin: 3_000, quiet: 120_000, rest: 1_000, farewell: 1_500 };

/** What ended a follower that its operator did not end: it is begun again. */
const again = new Set(['nobody watches', 'the master does not answer', 'its time is over']);

/** Follows logs until Ctrl-C; answers the exit code. */
export async function followLogs(session: Session, request: JobRequest): Promise<number> {
  const master = await session.master();
  return new LogFollow(session, master, request).run();
}

class LogFollow {
  readonly #merge = new LogMerge();
  readonly #lines;
  readonly #show: (record: LogRecord) => string;
  #output = this.#newOutput();
  #jid: string | undefined;
  /** Those that have not told what was before. */
  #beginning = new Set<string>();
  #last: number | undefined;
  /** Lines at the time of the last one: after a new beginning they come once more. */
  #lastLines = new Set<string>();
  #failed = 0;
  #ended: Extract<JobEvent, { event: 'ended' }> | undefined;
  #lost = false;
  #left = false;
  /** When the master started; another one has forgotten who watches. */
  #master: number | undefined;
  #interrupt: (() => void) | undefined;

  constructor(
    private readonly session: Session,
    private readonly link: MasterLink,
    private readonly request: JobRequest,
  ) {
    const { terminal, settings } = session;
    this.#lines = linesFor(terminal);
    const data = settings.out === 'ndjson' || settings.out === 'json';
    const person = terminal.interactive && settings.out !== 'txt';
    this.#show = data
      ? (record) => JSON.stringify(dataOf(record))
      : person
        ? (record) => this.#lines.line(record)
        : plainLine;
  }

  async run(): Promise<number> {
    const deaf = this.#leaveOnSignal();
    const timer = setInterval(() => this.#print(this.#merge.due(performance.now())), times.look);
    try {
      for (let request = this.request; ; request = this.#onwards()) {
        await this.#once(request);
        this.#print(this.#merge.all());
        if (this.#left || !this.#lost) return this.#code();
        this.#note('the followers had ended; they begin again where they were');
        await pause(times.rest);
      }
    } finally {
      clearInterval(timer);
      deaf();
    }
  }

  /** One job, from its creation to its end. */
  async #once(request: JobRequest): Promise<void> {
    this.#jid = undefined;
    this.#ended = undefined;
    this.#lost = false;
    this.#output = this.#newOutput();
    const keeping = setInterval(() => void this.#keep(), times.keep);
    try {
      await this.#take(this.link.watch('job_create', request, times.quiet));
      while (!this.#ended && !this.#left && this.#jid !== undefined) {
        try {
          await this.#take(this.link.watch('job_watch', { jid: this.#jid }, times.quiet));
        } catch (error) {
          // It comes back, or its minions end by themselves.
          if (!(error instanceof MasterUnreachable)) throw error;
          await pause(times.rest);
        }
      }
    } finally {
      clearInterval(keeping);
    }
  }

  async #take(events: AsyncGenerator<JobEvent>): Promise<void> {
    const interrupted = new Promise<undefined>((resolve) => (this.#interrupt = () => resolve(undefined)));
    for (;;) {
      const next = await Promise.race([events.next(), interrupted]);
      if (next === undefined) return void events.return(undefined).catch(() => undefined);
      if (next.done === true) return;
      this.#event(next.value);
      if (this.#ended) return;
    }
  }

  #event(event: JobEvent): void {
    switch (event.event) {
      case 'created':
        if (this.#jid !== undefined) return;
        this.#jid = event.jid;
        this.#lines.expect(event.minions);
        this.#beginning = new Set(event.minions);
        this.#merge.held = true;
        setTimeout(() => this.#begun(), times.begin).unref();
        for (const id of event.unknown ?? []) this.#note(`${printable(id)}: no accepted minion has this id`);
        return;
      case 'output':
        return this.#output.take(event.minion, event.start, event.text);
      case 'returned':
        this.#begun(event.minion);
        return this.#ending(event.minion, event.return);
      case 'ended':
        this.#ended = event;
        for (const { minion, reason } of event.silent) this.#note(formatSilence(minion, reason));
        return;
      default:
    }
  }

  #newOutput(): OutputLines {
    return new OutputLines(
      (minion, line) => this.#line(minion, line),
      (minion, bytes) => this.#note(this.#lines.note(minion, `${bytes} bytes were dropped on the way`)),
    );
  }

  #line(minion: string, line: string): void {
    const read = readFollowed(minion, line);
    if (!read) return;
    if (!('note' in read)) return this.#merge.add(read, performance.now());
    if (read.note === 'begins') this.#begun(minion);
    else this.#note(this.#lines.note(minion, read.note));
  }

  /** It has told what was before; without a minion, the others are not waited for. */
  #begun(minion?: string): void {
    if (minion === undefined) this.#beginning.clear();
    else this.#beginning.delete(minion);
    if (this.#beginning.size === 0) this.#merge.held = false;
  }

  #ending(minion: string, { fault, value, retcode }: Return): void {
    const answer = fault ? undefined : parseExact(value ?? 'null');
    const why = isMap(answer) ? String(answer.get('ended')) : undefined;
    if (fault?.code === 'interrupted' || (why !== undefined && again.has(why))) this.#lost = true;
    else if (fault || retcode !== 0) this.#failed += 1;
    if (fault) this.#note(`${printable(minion)}: ${formatSentence(fault, this.session.terminal.notePaint)}`);
    else if (why === undefined) this.#note(`${printable(minion)}: ${printable(String(answer))}`);
  }

  #print(records: readonly LogRecord[]): void {
    for (const record of records) {
      const known = `${record.minion}\t${record.unit}\t${record.text}`;
      if (record.time === this.#last && this.#lastLines.has(known)) continue;
      if (this.#last === undefined || record.time > this.#last) {
        this.#last = record.time;
        this.#lastLines.clear();
      }
      this.#lastLines.add(known);
      this.session.terminal.answer(this.#show(record));
    }
  }

  /** From the last line that was shown. */
  #onwards(): JobRequest {
    if (this.#last === undefined) return this.request;
    return withArguments(this.request, { since: new Date(this.#last).toISOString(), lines: 10_000 });
  }

  async #keep(): Promise<void> {
    const jid = this.#jid;
    if (jid === undefined) return;
    try {
      const { master } = await this.link.ask('job_keep', { jid });
      if (this.#master !== undefined && master !== this.#master) this.#interrupt?.();
      this.#master = master;
    } catch (error) {
      // Whoever is away now is asked again; a job that is gone ends by itself.
      if (!(error instanceof MasterUnreachable || error instanceof MasterRefused)) throw error;
    }
  }

  #note(text: string): void {
    if (!this.session.settings.quiet) this.session.terminal.note(text);
  }

  #code(): number {
    if (this.#left) return exitCodes.ok;
    const silent = this.#ended?.silent.length ?? 0;
    return silent > 0 ? exitCodes.unreachable : this.#failed > 0 ? exitCodes.failed : exitCodes.ok;
  }

  /** Whoever has seen enough leaves, and that is how it is meant to end: the minions are told. */
  #leaveOnSignal(): () => void {
    const leave = (): void => {
      this.#left = true;
      const jid = this.#jid;
      const released = jid === undefined ? Promise.resolve() : this.link.ask('job_keep', { jid, release: true });
      void Promise.race([released.catch(() => undefined), pause(times.farewell)]).then(() => {
        this.#print(this.#merge.all());
        process.exit(exitCodes.ok);
      });
    };
    process.once('SIGINT', leave).once('SIGTERM', leave);
    return () => void process.off('SIGINT', leave).off('SIGTERM', leave);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds));
}
