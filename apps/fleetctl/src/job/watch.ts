import { formatMoment, printable, readable } from '@fleet/output';
import { exitCodes, type JobEvent, type JobRequest, type Return, type Silent } from '@fleet/protocol';
import { exitCodeOfJob } from '../exit-code.js';
import { MasterUnreachable, type MasterLink } from '../master-link.js';
import { LiveOutput } from '../output/live-output.js';
import { formatSilence } from '../output/silence.js';
import { byId, ReturnPrinter } from '../output/returns.js';
import type { Session } from '../session.js';
import type { Revealing } from './revealed.js';

/** After this much silence the master is asked again; a restarted master has forgotten who was watching. */
const askAgainAfter = 10_000;
/** How long a master may be away before we leave. */
const patience = 120_000;

/** Creates a job, shows its returns as they arrive, and answers with the exit code. */
export async function runJob(
  session: Session,
  request: JobRequest,
  revealing?: Revealing,
  begun?: (jid: string) => void,
): Promise<number> {
  const master = await session.master();
  const live = request.function.startsWith('cmd.') && session.terminal.interactive && !session.settings.quiet;
  const watch = new JobWatch(session, master, { live, waitForQueued: false, ...(begun && { begun }) }, revealing);
  return watch.follow(master.watch('job_create', request, askAgainAfter));
}

/** The same for a job that was created before. */
export async function rejoinJob(session: Session, jid: string): Promise<number> {
  const master = await session.master();
  const live = session.terminal.interactive && !session.settings.quiet;
  return new JobWatch(session, master, { live, waitForQueued: true }).follow(
    master.watch('job_watch', { jid }, askAgainAfter),
  );
}

class JobWatch {
  readonly #printer: ReturnPrinter;
  #jid: string | undefined;
  /** Ids that the target names and that no accepted minion has, and the ids that were meant, most probably. */
  #unknown: readonly string[] = [];
  #near: Readonly<Record<string, string>> = {};
  /** Set where nothing more is waited for. */
  #silent: readonly Silent[] | undefined;
  #queued: Extract<JobEvent, { event: 'queued' }> | undefined;
  readonly #live: LiveOutput;

  constructor(
    private readonly session: Session,
    private readonly master: MasterLink,
    private readonly how: {
      /** Somebody waits for a command and watches: what it says is shown while it runs. */
      readonly live: boolean;
      /** Stay until those that are away have come. */
      readonly waitForQueued: boolean;
      /** Is told the jid, once. */
      readonly begun?: (jid: string) => void;
    },
    /** Opens what is redacted for everybody else. */
    private readonly revealing?: Revealing,
  ) {
    this.#live = new LiveOutput((line) => session.terminal.note(line));
    const { out, stateOutput } = session.settings;
    this.#printer = new ReturnPrinter(session.terminal, {
      ...(out ? { out } : {}),
      stateOutput,
      paint: session.terminal.paint,
    });
  }

  async follow(first: AsyncGenerator<JobEvent>): Promise<number> {
    const leave = this.#leaveOnSignal();
    try {
      await this.#take(first);
      let away = Date.now();
      while (!this.#silent && this.#jid !== undefined) {
        const heard = await this.#takeAgain(this.#jid);
        if (heard) away = Date.now();
        else if (Date.now() - away > patience)
          throw new MasterUnreachable(`the master does not answer any more; the job goes on: ${comeBack(this.#jid)}`);
      }
    } finally {
      leave();
    }
    await this.#printer.finish();
    this.#nameTheSilent();
    this.#nameTheQueued();
    return exitCodeOfJob(this.#printer.answered.values(), (this.#silent?.length ?? 0) + this.#unknown.length);
  }

  /** Whether the master was there. */
  async #takeAgain(jid: string): Promise<boolean> {
    try {
      await this.#take(this.master.watch('job_watch', { jid }, askAgainAfter));
      return true;
    } catch (error) {
      if (!(error instanceof MasterUnreachable)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
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
    const { terminal, settings } = this.session;
    switch (event.event) {
      case 'created': {
        const again = this.#jid !== undefined;
        this.#jid = event.jid;
        if (again) return;
        this.how.begun?.(event.jid);
        this.#printer.expect(event.minions);
        this.#unknown = event.unknown ?? [];
        this.#near = event.near ?? {};
        if (settings.verbose)
          terminal.note(
            `job ${event.jid} for ${event.minions.length} ${event.minions.length === 1 ? 'minion' : 'minions'}: ${[...event.minions].sort(byId).join(', ')}`,
          );
        return;
      }
      case 'acknowledged':
        if (settings.verbose) terminal.note(`${event.minion} began`);
        return;
      case 'progress': {
        if (!settings.verbose) return;
        const place = event.total === undefined ? '' : ` ${event.position ?? 0}/${event.total}`;
        for (const line of printable(event.text).split('\n')) terminal.note(`${event.minion}${place}: ${line}`);
        return;
      }
      case 'output':
        if (this.how.live || settings.verbose) this.#live.show(event.minion, event.start, event.text);
        return;
      case 'queued':
        if (this.how.waitForQueued) return;
        this.#queued = event;
        this.#silent = event.silent;
        return;
      case 'returned':
        this.#live.end(event.minion);
        return this.#printer.add(event.minion, readable(this.#opened(event.minion, event.return)));
      case 'ended':
        this.#silent = event.silent;
        return;
    }
  }

  /** A return that comes again, after the master was asked again, comes without its secrets. */
  #opened(minion: string, answer: Return): Return {
    if (!this.revealing || this.#printer.answered.has(minion)) return answer;
    const opened = this.revealing.open(minion, answer);
    if (opened.note !== undefined) this.session.terminal.note(printable(opened.note));
    return opened.answer;
  }

  #nameTheSilent(): void {
    const { terminal, settings } = this.session;
    const silent = this.#silent ?? [];
    if (settings.quiet) return;
    for (const id of [...this.#unknown].sort(byId)) {
      const meant = Object.hasOwn(this.#near, id) ? `; did you mean ${this.#near[id]}?` : '';
      terminal.note(terminal.notePaint.bad(printable(`${id}: no accepted minion has this id${meant}`)));
    }
    if (silent.length === 0) return;
    for (const { minion, reason } of [...silent].sort((a, b) => byId(a.minion, b.minion))) {
      terminal.note(terminal.notePaint.bad(formatSilence(minion, reason)));
    }
    const stillRunning = silent.some(({ reason }) => reason.code === 'still-running' || reason.code === 'disconnected');
    if (stillRunning && this.#jid) terminal.note(`what arrives later is kept: ${comeBack(this.#jid)}`);
  }

  #nameTheQueued(): void {
    const { terminal, settings } = this.session;
    if (!this.#queued || settings.quiet) return;
    const { jid, minions, until } = this.#queued;
    const some = [...minions].sort(byId).slice(0, 10).join(', ');
    const names = minions.length > 10 ? `${some}, …` : some;
    terminal.note(
      `queued for ${minions.length} ${minions.length === 1 ? 'minion that is' : 'minions that are'} not connected, until ${formatMoment(until)}: ${names}; fleetctl jobs watch ${jid}`,
    );
  }

  /** Ctrl-C leaves the job alone and says how to come back to it. */
  #leaveOnSignal(): () => void {
    const leave = (): void => {
      void this.#printer.finish().finally(() => {
        this.session.terminal.note(
          this.#jid ? `left; the job goes on: ${comeBack(this.#jid)}` : 'left before the master confirmed the job',
        );
        process.exit(exitCodes.unreachable);
      });
    };
    process.once('SIGINT', leave).once('SIGTERM', leave);
    return () => void process.off('SIGINT', leave).off('SIGTERM', leave);
  }
}

function comeBack(jid: string): string {
  return `fleetctl jobs show ${jid}`;
}
