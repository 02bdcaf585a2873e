import { setTimeout as pause } from 'node:timers/promises';
import { formatReturn, formatSpan, printable } from '@fleet/output';
import {
  endedRollouts,
  exitCodes,
  isRolloutId,
  type JobEvent,
  type Return,
  type RolloutEvent,
  type RolloutRequest,
  type RolloutRow,
  type RolloutWave,
} from '@fleet/protocol';
import { LivePicture } from '../live/live-picture.js';
import { showAsData, withArguments } from '../commands/answer.js';
import { UsageProblem } from '../command-line/target.js';
import { MasterUnreachable, type MasterLink } from '../master-link.js';
import type { Screen } from '../live/painter.js';
import { returnStyle } from '../output/return-style.js';
import type { Terminal } from '../output/terminal.js';
import type { Session } from '../session.js';
import { describeRollout, exitCodeOfRollout, verdict } from './describe.js';
import { outcome, waveLines } from './wave-lines.js';

/** After this much silence the master is asked again; a restarted master has forgotten who was watching. Milliseconds. */
const askAgainAfter = 10_000;
/** How long a master may be away before we leave; milliseconds. */
const patience = 120_000;

/** Makes a rollout and shows how it goes; answers with the exit code. */
export async function watchRollout(session: Session, request: RolloutRequest): Promise<number> {
  const master = await session.master();
  const watch = new RolloutWatch(session, master);
  if (request.watch) return watch.follow(master.watch('rollout_create', request, askAgainAfter));
  for await (const event of master.watch('rollout_create', request, askAgainAfter))
    if (event.event === 'rollout') {
      if (!(await showAsData(session, { id: event.rollout.id }))) session.terminal.answer(event.rollout.id);
      session.terminal.note(`it goes on by itself: fleetctl rollout watch ${event.rollout.id}`);
      return exitCodes.ok;
    }
  throw new MasterUnreachable('the master did not say whether the rollout began: fleetctl rollout list');
}

/** The same for one that was made before. */
export async function rejoinRollout(session: Session, id: string): Promise<number> {
  checkId(id);
  const master = await session.master();
  return new RolloutWatch(session, master).follow(master.watch('rollout_watch', { id }, askAgainAfter));
}

export function checkId(id: string): void {
  if (!isRolloutId(id))
    throw new UsageProblem(
      `"${id}" is no rollout: their ids have 10 hexadecimal digits, and \`fleetctl rollout list\` shows them`,
    );
}

class RolloutWatch {
  #row: RolloutRow | undefined;
  readonly #answered = new Map<string, number>();
  readonly #seen = new Set<string>();
  /** What was said of each wave last; nobody wants to read it twice. */
  readonly #said = new Map<string, string>();
  readonly #failed: { readonly minion: string; readonly answer: Return }[] = [];
  readonly #terminal: Terminal;
  /** Where somebody watches. */
  readonly #picture: LivePicture | undefined;

  constructor(
    private readonly session: Session,
    private readonly master: MasterLink,
  ) {
    const { terminal, settings } = session;
    const { screen } = terminal;
    if (screen && !settings.quiet) this.#picture = new LivePicture(screen, () => this.#lines(screen));
    this.#terminal = this.#picture?.over(terminal) ?? terminal;
  }

  async follow(first: AsyncGenerator<RolloutEvent>): Promise<number> {
    const leave = this.#leaveOnSignal();
    this.#picture?.beginIn(0);
    try {
      await this.#take(first);
      let heard = Date.now();
      while (!this.#rests()) {
        if (this.#row === undefined)
          throw new MasterUnreachable('the master did not say whether the rollout began: fleetctl rollout list');
        if (await this.#takeAgain(this.#row.id)) heard = Date.now();
        else if (Date.now() - heard > patience)
          throw new MasterUnreachable(
            `the master does not answer any more; the rollout goes on when it is back: ${comeBack(this.#row.id)}`,
          );
      }
    } finally {
      this.#picture?.end();
      leave();
    }
    return this.#end(this.#row as RolloutRow);
  }

  /** Whether the master was there. */
  async #takeAgain(id: string): Promise<boolean> {
    try {
      await this.#take(this.master.watch('rollout_watch', { id }, askAgainAfter));
      return true;
    } catch (error) {
      if (!(error instanceof MasterUnreachable)) throw error;
      await pause(500);
      return false;
    }
  }

  async #take(events: AsyncGenerator<RolloutEvent>): Promise<void> {
    for await (const event of events) {
      if (event.event === 'job') this.#heard(event.job);
      else this.#changed(event.rollout);
      if (this.#rests()) return;
    }
  }

  #rests(): boolean {
    const { state } = this.#row ?? {};
    return state !== undefined && (state === 'paused' || endedRollouts.includes(state));
  }

  #changed(row: RolloutRow): void {
    if (!this.#row)
      this.#say(
        '',
        `rollout ${row.id}: ${row.size} ${row.size === 1 ? 'minion' : 'minions'} in ${row.waves.length} ${row.waves.length === 1 ? 'wave' : 'waves'}`,
      );
    this.#row = row;
    for (const wave of row.waves) this.#tell(row, wave);
    if (row.reason !== undefined && !this.#rests()) this.#say('reason', row.reason);
    this.#picture?.soon();
  }

  /** On a terminal the picture says it; anywhere else each change is a line. */
  #tell(row: RolloutRow, wave: RolloutWave): void {
    if (this.#picture) return;
    switch (wave.state) {
      case 'planned':
      case 'skipped':
        return;
      case 'running':
        return this.#say(
          wave.name,
          `${wave.name}: ${wave.size} ${wave.size === 1 ? 'minion' : 'minions'}${wave.jid === undefined ? '' : `, job ${wave.jid}`}`,
          wave.jid !== undefined,
        );
      case 'gate':
        return this.#say(
          wave.name,
          `${wave.name}: ${outcome(wave)}; ${row.gates.join('; ')} ${row.hold > 0 ? `has to hold for ${formatSpan(row.hold)}` : 'is asked'}`,
        );
      case 'settling':
        return row.wait > 0
          ? this.#say(wave.name, `${wave.name}: ${outcome(wave)}; settling for ${formatSpan(row.wait)}`)
          : undefined;
      default:
        return this.#say(wave.name, `${wave.name}: ${outcome(wave)}`);
    }
  }

  #say(about: string, line: string, really = true): void {
    if (!really || this.#said.get(about) === line || this.session.settings.quiet) return;
    this.#said.set(about, line);
    this.#terminal.note(printable(line));
  }

  #heard(event: JobEvent): void {
    if (event.event !== 'returned') return;
    const name = `${event.jid} ${event.minion}`;
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    this.#answered.set(event.jid, (this.#answered.get(event.jid) ?? 0) + 1);
    const { return: answer, minion } = event;
    if (!answer.success || answer.retcode !== 0) this.#failed.push({ minion, answer });
  }

  #lines(screen: Screen): string[] {
    if (!this.#row || this.#rests()) return [];
    return waveLines(this.#row, this.#answered, screen, Date.now(), this.session.terminal.notePaint);
  }

  async #end(row: RolloutRow): Promise<number> {
    const { terminal } = this.session;
    if (!(await showAsData(this.session, withArguments(row)))) {
      const style = returnStyle(this.session);
      for (const { minion, answer } of this.#failed) terminal.answer(await formatReturn(minion, answer, style));
      if (terminal.interactive) terminal.answer(describeRollout(row, terminal.paint));
      else terminal.answer(verdict(row, terminal.paint));
    }
    return exitCodeOfRollout(row);
  }

  /** Ctrl-C leaves it alone and says how to come back. */
  #leaveOnSignal(): () => void {
    const leave = (): void => {
      this.#picture?.end();
      this.session.terminal.note(
        this.#row
          ? `left; the rollout goes on: ${comeBack(this.#row.id)}, and fleetctl rollout pause ${this.#row.id} stops it`
          : 'left before the master confirmed the rollout: fleetctl rollout list',
      );
      process.exit(exitCodes.unreachable);
    };
    process.once('SIGINT', leave).once('SIGTERM', leave);
    return () => void process.off('SIGINT', leave).off('SIGTERM', leave);
  }
}

function comeBack(id: string): string {
  return `fleetctl rollout watch ${id}`;
}
