import { setTimeout as pause } from 'node:timers/promises';
import { formatSentence, printable } from '@fleet/output';
import { exitCodes, type JobEvent, type JobRequest, type Return, type SilenceReason } from '@fleet/protocol';
import { isMap, parseExact } from '@fleet/values';
import { MasterRefused, MasterUnreachable, type MasterLink } from '../master-link.js';
import { OutputLines } from '../output/output-lines.js';
import { formatSilence } from '../output/silence.js';
import type { Session } from '../session.js';
import { FollowedJob } from './followed-job.js';
import { HeardClock } from './heard-clock.js';
import { linesFor, plainLine, recordText } from './log-format.js';
import { LogMerge } from './log-merge.js';
import { readFollowed, type LogRecord } from './log-record.js';
import { onwards } from './log-wish.js';
import { ReaderWatch } from './reader-watch.js';
import { ShownLines } from './shown-lines.js';

/** Milliseconds. `begin`: until those that have not told what was before are waited for no more; `rest`: before what was lost begins again. */
const times = { look: 100, begin: 3_000, rest: 1_000, longestRest: 60_000, farewell: 1_500 };

/** What ended a follower that its operator did not end: it is begun again. */
const again = new Set(['nobody watches', 'the master does not answer', 'its time is over']);

/** Follows logs until Ctrl-C, of a minion so many lines a second at most; answers the exit code. */
export async function followLogs(session: Session, request: JobRequest, rate: number): Promise<number> {
  const master = await session.master();
  return new LogFollow(session, master, request, rate).run();
}

/** What is known of one minion. */
interface Followed {
  readonly shown: ShownLines;
  /** By our clock: when it was heard last. */
  heard: number;
  /** The job that follows it now. */
  job: FollowedJob;
  /** It does not answer, and that was told. */
  away?: true;
}

/** Several logs of several minions in one stream. A minion that is lost begins again where it was, beside the others. */
class LogFollow {
  readonly #merge = new LogMerge();
  readonly #lines;
  readonly #show: (record: LogRecord) => string;
  readonly #outputs = new Map<FollowedJob, OutputLines>();
  readonly #minions = new Map<string, Followed>();
  /** Those that have not told what was before. */
  readonly #beginning = new Set<string>();
  /** Those that are to begin again. */
  readonly #lost = new Set<string>();
  /** Beginnings in vain, one after the other. */
  #vain = 0;
  #waiting: NodeJS.Timeout | undefined;
  #somebodyBegan = false;
  /** Nobody reads what we print: nobody is followed meanwhile. */
  #held = false;
  readonly #reader = new ReaderWatch();
  #failed = 0;
  readonly #clock = new HeardClock();
  #over: ((code: number) => void) | undefined;
  #broken: ((error: unknown) => void) | undefined;

  constructor(
    private readonly session: Session,
    private readonly link: MasterLink,
    private readonly request: JobRequest,
    private readonly rate: number,
  ) {
    const { terminal, settings } = session;
    this.#lines = linesFor(terminal);
    const person = terminal.interactive && settings.out !== 'txt';
    this.#show = settings.out === 'ndjson' ? recordText : person ? (record) => this.#lines.line(record) : plainLine;
  }

  async run(): Promise<number> {
    const deaf = this.#leaveOnSignal();
    const timer = setInterval(() => this.#look(), times.look);
    try {
      return await new Promise<number>((resolve, reject) => {
        [this.#over, this.#broken] = [resolve, reject];
        this.#begin(this.request);
      });
    } finally {
      clearInterval(timer);
      clearTimeout(this.#waiting);
      deaf();
      this.#print(this.#merge.all());
    }
  }

  #begin(request: JobRequest): void {
    const job = new FollowedJob(this.link, request, {
      event: (from, event) => this.#event(from, event),
      kept: (from, silent) => {
        this.#clock.goesOn();
        for (const { minion, reason } of silent) this.#silence(from, minion, reason);
        this.#againSoon();
      },
    });
    this.#outputs.set(
      job,
      new OutputLines(
        (minion, line) => this.#isOf(job, minion) && this.#line(minion, line),
        (minion, bytes) => this.#note(this.#lines.note(minion, `${bytes} bytes were dropped on the way`)),
      ),
    );
    const failed = (error: unknown): void => {
      // The master is away at this moment, and those that are lost go on waiting.
      if (error instanceof MasterUnreachable && this.#somebodyBegan) this.#ended(job);
      else this.#broken?.(error);
    };
    job.run().then(() => this.#ended(job), failed);
  }

  #ended(job: FollowedJob): void {
    this.#outputs.delete(job);
    // One whose job is over without a word of it.
    for (const [minion, of] of this.#minions) if (of.job === job && this.#beginning.has(minion)) this.#lost.add(minion);
    if (this.#outputs.size > 0 || (this.#somebodyBegan && this.#lost.size > 0)) return this.#againSoon();
    this.#over?.(this.#code());
  }

  #event(job: FollowedJob, event: JobEvent): void {
    this.#clock.tick();
    // Given up, because nobody read it.
    if (!this.#outputs.has(job)) return;
    switch (event.event) {
      case 'created':
        for (const id of event.unknown ?? []) this.#note(`${printable(id)}: no accepted minion has this id`);
        return this.#created(job, event.minions);
      case 'output':
        return this.#outputs.get(job)?.take(event.minion, event.start, event.text);
      case 'returned':
        if (!this.#isOf(job, event.minion)) return;
        this.#begun(event.minion);
        this.#returned(event.minion, event.return);
        return this.#againSoon();
      case 'ended':
        for (const { minion, reason } of event.silent) this.#silence(job, minion, reason);
        return;
      default:
    }
  }

  #created(job: FollowedJob, minions: readonly string[]): void {
    this.#lines.expect(minions);
    for (const minion of minions) {
      const known = this.#minions.get(minion);
      known?.shown.again();
      this.#minions.set(minion, { shown: new ShownLines(this.rate), heard: this.#clock.now, ...known, job });
      this.#beginning.add(minion);
    }
    this.#merge.held = true;
    setTimeout(() => (this.#merge.held = false), times.begin).unref();
  }

  /** What a job says late of a minion that another one follows by now is not believed. */
  #isOf(job: FollowedJob, minion: string): boolean {
    return this.#minions.get(minion)?.job === job;
  }

  #line(minion: string, line: string): void {
    const read = readFollowed(minion, line);
    const of = this.#minions.get(minion);
    if (!read || !of) return;
    of.heard = this.#clock.now;
    if ('note' in read) {
      if (read.note !== 'begins') return this.#note(this.#lines.note(minion, read.note));
      this.#begun(minion);
      if (of.away) this.#note(this.#lines.note(minion, 'is followed again'));
      delete of.away;
      this.#somebodyBegan = true;
      this.#vain = 0;
    } else if (of.shown.take(read)) this.#merge.add(read, performance.now());
  }

  /** It has told what was before. */
  #begun(minion: string): void {
    this.#beginning.delete(minion);
    this.#minions.get(minion)?.shown.begun();
    if (this.#beginning.size === 0) this.#merge.held = false;
  }

  #returned(minion: string, { fault, value, retcode }: Return): void {
    const answer = fault ? undefined : parseExact(value ?? 'null');
    const why = isMap(answer) ? String(answer.get('ended')) : undefined;
    if (fault?.code === 'interrupted' || (why !== undefined && again.has(why))) {
      this.#lost.add(minion);
      this.#note(this.#lines.note(minion, `its follower ended (${why ?? fault?.code}), and begins again where it was`));
      return;
    }
    if (fault || retcode !== 0) this.#failed += 1;
    if (fault) this.#note(`${printable(minion)}: ${formatSentence(fault, this.session.terminal.notePaint)}`);
    else if (why === undefined) this.#note(`${printable(minion)}: ${printable(String(answer))}`);
  }

  #silence(job: FollowedJob, minion: string, reason: SilenceReason): void {
    const of = this.#minions.get(minion);
    if (!of || !this.#isOf(job, minion)) return;
    this.#begun(minion);
    this.#lost.add(minion);
    if (!of.away) this.#note(formatSilence(minion, reason));
    of.away = true;
  }

  /** Those that are lost together begin together, and later each time that it is in vain. */
  #againSoon(): void {
    if (this.#lost.size === 0 || this.#waiting || this.#held || !this.#somebodyBegan) return;
    const rest = Math.min(times.rest * 2 ** this.#vain, times.longestRest);
    this.#waiting = setTimeout(() => {
      this.#waiting = undefined;
      if (this.#held) return;
      this.#vain = Math.min(this.#vain + 1, 10);
      this.#begin(this.#onwards([...this.#lost]));
      this.#lost.clear();
    }, rest);
  }

  /** From where the one that was heard longest ago was. */
  #onwards(minions: readonly string[]): JobRequest {
    const ago = minions.map((minion) => this.#clock.since(this.#minions.get(minion)?.heard ?? Date.now()));
    return onwards(this.request, Math.max(...ago), minions.length === this.#minions.size ? undefined : minions);
  }

  #look(): void {
    this.#clock.tick();
    if (this.#reader.standsStill(this.session.terminal.unread?.() ?? 0) && !this.#held) this.#hold();
    if (this.#held && this.#reader.hasRead()) {
      this.#held = false;
      this.#againSoon();
    }
    if (!this.#held) this.#print(this.#merge.due(performance.now()));
    this.#clock.tick();
  }

  /** Minions stop, and begin again where they were when there is somebody to read it. */
  #hold(): void {
    this.#held = true;
    for (const job of this.#outputs.keys()) job.release().catch((error: unknown) => this.#unreleased(error));
    this.#outputs.clear();
    for (const minion of this.#minions.keys()) this.#lost.add(minion);
  }

  /** Whoever cannot be told ends without a word, half a minute later. */
  #unreleased(error: unknown): void {
    if (!(error instanceof MasterUnreachable || error instanceof MasterRefused)) this.#broken?.(error);
  }

  #print(records: readonly LogRecord[]): void {
    for (const record of records) this.session.terminal.answer(this.#show(record));
  }

  #note(text: string): void {
    if (!this.session.settings.quiet) this.session.terminal.note(text);
  }

  #code(): number {
    const away = [...this.#minions.values()].some((of) => of.away);
    return away ? exitCodes.unreachable : this.#failed > 0 ? exitCodes.failed : exitCodes.ok;
  }

  /** Whoever has seen enough leaves, and that is how it is meant to end: the minions are told. */
  #leaveOnSignal(): () => void {
    const leave = (): void => {
      const released = Promise.allSettled([...this.#outputs.keys()].map((job) => job.release()));
      void Promise.race([released, pause(times.farewell)]).then(() => {
        this.#print(this.#merge.all());
        process.exit(exitCodes.ok);
      });
    };
    process.once('SIGINT', leave).once('SIGTERM', leave);
    return () => void process.off('SIGINT', leave).off('SIGTERM', leave);
  }
}
