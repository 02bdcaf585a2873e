import { readFile, stat } from 'node:fs/promises';
import type { ScheduleEntry } from '@fleet/execution';
import { parseExact, isMap, type Value, type ValueMap } from '@fleet/values';
import type { Logger } from '@fleet/telemetry';
import { nextFire, notOfTheFuture, openCron, whyNoCron, type CronNext } from '@fleet/schedule';
import { replaceFile } from '../durable-file.js';

export interface SchedulerOptions {
  /** What is scheduled; functions of room execution write it. */
  readonly file: string;
  /** When each job fired last; ours alone. */
  readonly stateFile: string;
  /** Runs it to its end; the jid is known at once. */
  readonly run: (entry: ScheduleEntry) => { readonly jid: string; readonly done: Promise<void> };
  readonly log: Pick<Logger, 'warn' | 'error' | 'debug'>;
  readonly now?: () => number;
  readonly random?: () => number;
}

/** Longest that the file goes unlooked at, and a changed clock unnoticed; milliseconds. */
const longestWait = 30_000;

/** Runs what is scheduled on this minion. A fire time is written down before its run begins, so that no restart repeats it. */
export class Scheduler {
  readonly #now: () => number;
  #entries = new Map<string, { readonly entry: ScheduleEntry; readonly met: number; readonly atStart: boolean }>();
  #last = new Map<string, number>();
  readonly #running = new Map<string, number>();
  readonly #splayed = new Set<NodeJS.Timeout>();
  #seen = '';
  #enabled = true;
  #started = false;
  #cron: CronNext = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(private readonly options: SchedulerOptions) {
    this.#now = options.now ?? Date.now;
  }

  async start(): Promise<void> {
    this.#last = await this.#readLast();
    await this.look();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const timer of this.#splayed) clearTimeout(timer);
  }

  /** Reads the file where it changed, fires what is due, and waits for the next. One look at a time. */
  look(): Promise<void> {
    this.#turn = this.#turn
      .then(() => this.#look())
      .catch((error: unknown) => {
        this.options.log.error({ error }, 'the schedule could not be served');
        this.#wait(longestWait);
      });
    return this.#turn;
  }

  nextFireTime(name: string): number | undefined {
    const known = this.#entries.get(name);
    if (!known || !this.#enabled || !known.entry.enabled) return undefined;
    return this.#next(known);
  }

  /** Now, whatever its rhythm says; the jid. */
  async runNow(name: string): Promise<string | undefined> {
    await this.look();
    const known = this.#entries.get(name);
    return known && this.#begin(known.entry);
  }

  async #look(): Promise<void> {
    if (this.#stopped) return;
    await this.#read();
    const now = this.#now();
    this.#forgetTheFuture(now);
    for (const known of this.#enabled ? this.#entries.values() : []) {
      const { entry } = known;
      const due = entry.enabled ? this.#next(known) : undefined;
      if (due !== undefined && due <= now) await this.#fire(entry, due, now);
    }
    const waits = [...this.#entries.values()].flatMap(({ entry }) => this.nextFireTime(entry.name) ?? []);
    this.#wait(Math.min(longestWait, ...waits.map((at) => Math.max(50, at - this.#now()))));
  }

  #forgetTheFuture(now: number): void {
    for (const [name, last] of this.#last) this.#last.set(name, notOfTheFuture(last, now));
    for (const [name, known] of this.#entries)
      this.#entries.set(name, { ...known, met: notOfTheFuture(known.met, now) });
  }

  #wait(milliseconds: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), milliseconds);
    this.#timer.unref();
  }

  #next({ entry, met, atStart }: { entry: ScheduleEntry; met: number; atStart: boolean }): number | undefined {
    const last = this.#last.get(entry.name);
    return nextFire(entry, { met, atStart, ...(last !== undefined && { last }) }, this.#cron);
  }

  /** An interval that is served late (the machine slept) counts on from now: what was missed is not made up for. */
  async #fire(entry: ScheduleEntry, due: number, now: number): Promise<void> {
    const missed = entry.rhythm.kind === 'interval' && now - due >= entry.rhythm.period;
    this.#last.set(entry.name, entry.rhythm.kind === 'interval' && !missed ? due : now);
    await this.#keepLast();
    const [from, to] = entry.splay;
    const delay = from + (this.options.random ?? Math.random)() * (to - from);
    if (delay === 0) return void this.#begin(entry);
    const timer = setTimeout(() => {
      this.#splayed.delete(timer);
      void this.#beginLate(entry);
    }, delay);
    this.#splayed.add(timer);
  }

  /** What was taken out, turned off or changed while it waited for its splay does not begin as it was. */
  async #beginLate({ name }: ScheduleEntry): Promise<void> {
    await this.look();
    const entry = this.#enabled ? this.#entries.get(name)?.entry : undefined;
    if (entry?.enabled && !this.#stopped) this.#begin(entry);
  }

  #begin(entry: ScheduleEntry): string | undefined {
    const { name, maxrunning } = entry;
    const running = this.#running.get(name) ?? 0;
    if (running >= maxrunning) {
      this.options.log.warn({ schedule: name, running }, 'a scheduled job still runs and is not begun again');
      return undefined;
    }
    this.#running.set(name, running + 1);
    const { jid, done } = this.options.run(entry);
    void done
      .catch((error: unknown) => this.options.log.error({ error, schedule: name }, 'a scheduled job failed'))
      .finally(() => this.#running.set(name, (this.#running.get(name) ?? 1) - 1));
    return jid;
  }

  async #read(): Promise<void> {
    const stamp = await stat(this.options.file).then(
      ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return 'none';
        throw error;
      },
    );
    const first = !this.#started;
    this.#started = true;
    if (stamp === this.#seen) return;
    const schedule = stamp === 'none' ? new Map<Value, Value>() : await this.#parsed();
    this.#seen = stamp;
    if (!schedule) return;
    const before = this.#entries;
    this.#entries = new Map();
    this.#enabled = schedule.get('enabled') !== false;
    const jobs = schedule.get('jobs');
    for (const [name, value] of isMap(jobs) ? jobs : [])
      await this.#meet(String(name), value, before.get(String(name)), first);
    for (const name of [...this.#last.keys()]) if (!this.#entries.has(name)) this.#last.delete(name);
  }

  async #meet(
    name: string,
    value: Value,
    known: { readonly entry: ScheduleEntry; readonly met: number; readonly atStart: boolean } | undefined,
    atStart: boolean,
  ): Promise<void> {
    // Loaded for minions that have a schedule.
    const { readScheduleEntry } = await import('@fleet/execution');
    const entry = readScheduleEntry(name, value);
    const why = typeof entry === 'string' ? entry : await this.#whyNoCron(entry);
    if (typeof entry === 'string' || why !== undefined)
      return this.options.log.warn({ schedule: name, why }, 'a scheduled job can never run');
    const same = known && JSON.stringify(known.entry.rhythm) === JSON.stringify(entry.rhythm);
    // Another rhythm is another job: what the old one did says nothing of when this one is due.
    if (known && !same) this.#last.delete(name);
    this.#entries.set(name, same ? { ...known, entry } : { entry, met: this.#now(), atStart });
  }

  async #whyNoCron({ rhythm }: ScheduleEntry): Promise<string | undefined> {
    if (rhythm.kind !== 'cron') return undefined;
    this.#cron = await openCron();
    return whyNoCron(this.#cron, rhythm.expression, this.#now());
  }

  /** A file that cannot be read changes nothing: what was scheduled before stays. */
  async #parsed(): Promise<ValueMap | undefined> {
    try {
      const value = parseExact(await readFile(this.options.file, 'utf8'));
      if (isMap(value)) return value;
      throw new SyntaxError('it is not a mapping');
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.options.log.warn({ file: this.options.file, why: error.message }, 'the schedule cannot be read');
      return undefined;
    }
  }

  async #readLast(): Promise<Map<string, number>> {
    try {
      const kept = JSON.parse(await readFile(this.options.stateFile, 'utf8')) as Record<string, unknown>;
      return new Map(Object.entries(kept).flatMap(([name, at]) => (typeof at === 'number' ? [[name, at]] : [])));
    } catch (error) {
      if (!(error instanceof SyntaxError) && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return new Map();
    }
  }

  async #keepLast(): Promise<void> {
    await replaceFile(this.options.stateFile, JSON.stringify(Object.fromEntries(this.#last)), { durable: true });
  }
}
