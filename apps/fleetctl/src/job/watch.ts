import { setTimeout as pause } from 'node:timers/promises';
import { chunksOfReturn, printable, readable } from '@fleet/output';
import { exitCodes, type JobEvent, type JobRequest, type Return, type Silent } from '@fleet/protocol';
import { exitCodeOfJob, toldBy, type Told } from '../exit-code.js';
import { LiveView } from '../live/live-view.js';
import { MasterRefused, MasterUnreachable, type MasterLink } from '../master-link.js';
import type { JobEnd } from '../output/job-end.js';
import { LiveOutput } from '../output/live-output.js';
import type { ReturnPrinter } from '../output/return-printer.js';
import { openReturns } from '../output/returns.js';
import type { Terminal } from '../output/terminal.js';
import type { Session } from '../session.js';
import { sayFarewell } from './farewell.js';
import { comeBack, leaveOnSignal, type Leaving } from './leaving.js';
import type { Particulars } from './particulars.js';
import { createdText, progressLines } from './verbose.js';

/** After this much silence the master is asked again; a restarted master has forgotten who was watching. */
const askAgainAfter = 10_000;
/** How long a master may be away before we leave. */
const patience = 120_000;

/** Creates a job, shows what it does and what came of it, and answers with the exit code. */
export async function runJob(session: Session, request: JobRequest, particulars: Particulars = {}): Promise<number> {
  const master = await session.master();
  const live = request.function.startsWith('cmd.') && session.terminal.interactive && !session.settings.quiet;
  const watch = new JobWatch(session, master, { live, rejoined: false, ...particulars });
  return watch.follow(master.watch('job_create', request, askAgainAfter));
}

/** The same for a job that is begun in another way. */
export async function followJob(session: Session, begin: (quiet: number) => AsyncGenerator<JobEvent>): Promise<number> {
  const master = await session.master();
  const live = session.terminal.interactive && !session.settings.quiet;
  return new JobWatch(session, master, { live, rejoined: false }).follow(begin(askAgainAfter));
}

/**
 * The same for a job that was created before.
 * @param leaves is asked at Ctrl-C whether to leave; without it, that is what Ctrl-C means
 */
export async function rejoinJob(session: Session, jid: string, leaves?: () => Promise<boolean>): Promise<number> {
  const master = await session.master();
  const live = session.terminal.interactive && !session.settings.quiet;
  return new JobWatch(session, master, { live, rejoined: true, ...(leaves && { leaves }) }).follow(
    master.watch('job_watch', { jid }, askAgainAfter),
  );
}

class JobWatch {
  readonly #terminal: Terminal;
  readonly #printer: ReturnPrinter;
  readonly #output: LiveOutput;
  /** Where somebody watches. */
  readonly #view: LiveView | undefined;
  readonly #told = new Map<string, Told>();
  readonly #began = performance.now();
  #jid: string | undefined;
  #expected: readonly string[] = [];
  /** Ids that the target names and that no accepted minion has, and the ids that were meant, most probably. */
  #unknown: readonly string[] = [];
  #near: Readonly<Record<string, string>> = {};
  /** Set where nothing more is waited for. */
  #silent: readonly Silent[] | undefined;
  #queued: Extract<JobEvent, { event: 'queued' }> | undefined;

  constructor(
    private readonly session: Session,
    private readonly master: MasterLink,
    private readonly how: Particulars & {
      /** Somebody waits for a command and watches: what it says is shown while it runs. */
      readonly live: boolean;
      /** It was begun before: nobody knows here how long it took, and whoever comes back stays until those that are away have come. */
      readonly rejoined: boolean;
      /** Asked at Ctrl-C. */
      readonly leaves?: () => Promise<boolean>;
    },
  ) {
    const { terminal, settings } = session;
    if (terminal.screen && !settings.quiet) this.#view = new LiveView(terminal.screen, terminal.notePaint);
    this.#terminal = this.#view?.over(terminal) ?? terminal;
    const all = settings.verbose || settings.phases === true;
    this.#output = new LiveOutput((line) => this.#terminal.note(line), terminal.notePaint, all);
    this.#printer = how.printer?.(this.#terminal) ?? openReturns(this.#terminal, settings);
  }

  async follow(first: AsyncGenerator<JobEvent>): Promise<number> {
    const leaving = this.#leaving();
    try {
      await this.#take(first);
      let away = performance.now();
      while (!this.#silent && this.#jid !== undefined) {
        const heard = await this.#takeAgain(this.#jid);
        if (heard) away = performance.now();
        else if (performance.now() - away > patience)
          throw new MasterUnreachable('the master does not answer any more');
      }
      // Whoever is asked is not left standing there, and what is done about the answer is waited for.
      await leaving.asked();
    } catch (error) {
      if (error instanceof MasterRefused || error instanceof MasterUnreachable) await this.#break();
      throw error;
    } finally {
      leaving.off();
      this.#view?.end();
    }
    const end = this.#end(false);
    await this.#finish(end);
    return end.code;
  }

  /** Whether the master was there. */
  async #takeAgain(jid: string): Promise<boolean> {
    try {
      await this.#take(this.master.watch('job_watch', { jid }, askAgainAfter));
      return true;
    } catch (error) {
      if (!(error instanceof MasterUnreachable)) throw error;
      this.#view?.masterAway();
      await pause(500);
      return false;
    }
  }

  async #take(events: AsyncGenerator<JobEvent>): Promise<void> {
    for await (const event of events) {
      await this.#show(event);
      if (this.#silent) return;
    }
  }

  async #show(event: JobEvent): Promise<void> {
    const terminal = this.#terminal;
    const { settings } = this.session;
    switch (event.event) {
      case 'created': {
        const again = this.#jid !== undefined;
        this.#jid = event.jid;
        if (again) return;
        this.how.begun?.(event.jid);
        this.#view?.take(event);
        this.#expected = event.minions;
        this.#printer.expect?.(event.minions);
        this.#unknown = event.unknown ?? [];
        this.#near = event.near ?? {};
        if (settings.verbose) terminal.note(createdText(event));
        return;
      }
      case 'acknowledged':
        this.#view?.take(event);
        if (settings.verbose) terminal.note(`${event.minion} began`);
        return;
      case 'progress': {
        this.#view?.take(event);
        if (settings.verbose) for (const line of progressLines(event)) terminal.note(line);
        return;
      }
      case 'output':
        this.#view?.take(event);
        if (this.how.live || settings.verbose || settings.phases === true)
          this.#output.show(event.minion, event.start, event.text, event.last);
        return;
      case 'queued':
        if (this.how.rejoined) return;
        this.#queued = event;
        this.#silent = event.silent;
        return;
      case 'returned':
        return this.#returned(event);
      case 'ended':
        this.#silent = event.silent;
        return;
    }
  }

  /** One that comes again, after the master was asked again, is known, and comes without its secrets. */
  async #returned(event: Extract<JobEvent, { event: 'returned' }>): Promise<void> {
    const { minion } = event;
    this.#output.end(minion);
    if (this.#told.has(minion)) return;
    const answer = readable(this.#opened(minion, event.return));
    // To read what states did takes time; into a pipe nobody is told what they changed.
    const { terminal, settings } = this.session;
    const read = terminal.interactive || settings.detailedExitcode === true || settings.out === 'ndjson';
    const chunks = read || settings.group === true ? chunksOfReturn(answer) : undefined;
    const told = toldBy(answer, chunks);
    this.#told.set(minion, told);
    this.#view?.take(event, told.outcome === 'failed');
    await this.#printer.add(minion, answer, chunks);
  }

  #opened(minion: string, answer: Return): Return {
    const { revealing } = this.how;
    if (!revealing) return answer;
    const opened = revealing.open(minion, answer);
    if (opened.note !== undefined) this.#terminal.note(printable(opened.note));
    return opened.answer;
  }

  #end(left: boolean): JobEnd {
    const counts = { ok: 0, changed: 0, would: 0, failed: 0 };
    for (const { outcome } of this.#told.values()) counts[outcome] += 1;
    const silent = this.#silent ?? [];
    const missing = silent.length + this.#unknown.length;
    const code = exitCodeOfJob(this.#told.values(), missing, this.session.settings.detailedExitcode === true);
    return {
      ...(this.#jid !== undefined && { jid: this.#jid }),
      expected: this.#expected.length,
      silent,
      unknown: this.#unknown,
      queued: this.#queued?.minions ?? [],
      counts,
      ...(!this.how.rejoined && { took: performance.now() - this.#began }),
      left,
      code: left ? exitCodes.unreachable : code,
    };
  }

  async #finish(end: JobEnd): Promise<void> {
    await this.#printer.finish(end);
    sayFarewell(this.session, end, this.#near, this.#queued?.until, this.#printer.counted);
  }

  /** What is here is shown, whatever keeps us from the rest. */
  async #break(): Promise<void> {
    this.#view?.end();
    if (this.#jid === undefined) return;
    await this.#finish(this.#end(true));
    this.session.terminal.note(`the job goes on: ${comeBack(this.#jid)}`);
  }

  #leaving(): Leaving {
    const { session } = this;
    return leaveOnSignal({
      ...(this.how.leaves && { leaves: this.how.leaves }),
      interrupted: () => this.#view?.end(),
      over: () => this.#silent !== undefined,
      trouble: (sentence) => session.terminal.note(session.terminal.notePaint.bad(sentence)),
      leave: async () => {
        const goesOn = this.#jid && `left; the job goes on: ${comeBack(this.#jid)}`;
        await this.#finish(this.#end(true)).finally(() =>
          session.terminal.note(goesOn ?? 'left before the master confirmed the job'),
        );
      },
    });
  }
}
