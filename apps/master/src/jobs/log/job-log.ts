import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { isJid, looks, type Jid, type Return } from '@fleet/protocol';
import { runtime, type MasterRuntime } from '../../runtime/runtime.js';
import type { Silence } from '../running-job.js';
import { JobLogFile, type LogEntry } from './job-log-file.js';

/** Milliseconds for which entries are gathered. */
const pause = 200;
const day = 24 * 3_600_000;

interface OpenLog {
  readonly file: JobLogFile;
  entries: LogEntry[];
  writing: Promise<void>;
  timer: NodeJS.Timeout | undefined;
  ended: boolean;
}

/**
 * A file for each job with what its minions said and what came of it there, written as it is stored. It is for people; nothing else reads
 * it, so a disk that takes none of it is told once and keeps nobody waiting.
 */
@Injectable()
export class JobLog implements OnApplicationShutdown {
  private readonly logs = new Map<Jid, OpenLog>();
  private failing = false;

  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  async onApplicationShutdown(): Promise<void> {
    await this.flush([...this.logs.keys()]);
  }

  /** Absent: none are written. */
  get directory(): string | undefined {
    return this.master.config.jobLogs?.directory;
  }

  pathOf(jid: Jid): string | undefined {
    return this.directory === undefined ? undefined : join(this.directory, `${jid}.log`);
  }

  /** Whether the job only looks: then there is no log where nobody said anything. */
  quiet(jid: Jid): boolean {
    const called = this.master.store.jobs.functionOf(jid);
    return called === undefined || looks(called);
  }

  /** A job begins, or goes on with this master: what is stored and not in its log yet is written. */
  begin(jid: Jid): void {
    this.add(jid, { of: 'begin' });
  }

  said(jid: Jid, minion: string, start: number, text: string): void {
    this.add(jid, { of: 'said', minion, start, text });
  }

  returned(jid: Jid, minion: string, body: Return, at: number): void {
    this.add(jid, { of: 'returned', minion, body, at });
  }

  /** Resolves when everything of the job is written, or the disk has refused it. */
  async ended(jid: Jid, silent: readonly Silence[]): Promise<void> {
    this.add(jid, { of: 'ended', silent, at: Date.now() });
    await this.flush([jid]);
  }

  /** Resolves when what was given so far is written, or the disk has refused it. */
  async flush(jids: Iterable<Jid>): Promise<void> {
    await Promise.all([...jids].map((jid) => this.write(jid)));
  }

  /** Removes the logs of jobs that the store does not know any more, and of those that are over the age of logs. */
  async prune(stopped: () => boolean): Promise<void> {
    const { config, store } = this.master;
    if (!config.jobLogs) return;
    const { directory, keep } = config.jobLogs;
    const before = keep === undefined ? -Infinity : Date.now() - keep * day;
    for (const [index, name] of (await namesIn(directory)).entries()) {
      if (stopped()) return;
      if (index % 200 === 199) await turn();
      const jid = name.replace(/\.log$/, '');
      if (!name.endsWith('.log') || !isJid(jid)) continue;
      const job = store.jobs.row(jid);
      if (job?.ended === undefined ? job !== undefined : job.ended >= before) continue;
      await rm(join(directory, name), { force: true });
    }
  }

  private add(jid: Jid, entry: LogEntry): void {
    const path = this.pathOf(jid);
    if (path === undefined) return;
    let log = this.logs.get(jid);
    if (!log) {
      log = { file: this.fileOf(jid, path), entries: [], writing: Promise.resolve(), timer: undefined, ended: false };
      this.logs.set(jid, log);
    }
    log.entries.push(entry);
    if (entry.of === 'ended') log.ended = true;
    log.timer ??= setTimeout(() => void this.write(jid), pause).unref();
  }

  private fileOf(jid: Jid, path: string): JobLogFile {
    const { jobs, outputs } = this.master.store;
    return new JobLogFile(path, {
      row: () => jobs.row(jid),
      said: () => {
        const parts = outputs.ofJob(jid);
        if (parts.length === 0) return [];
        const ids = new Map(jobs.expected(jid).map(({ key, minion }) => [key, minion]));
        return parts.flatMap(({ key, start, text }) => {
          const minion = ids.get(key);
          return minion === undefined ? [] : [{ minion, start, text }];
        });
      },
      returns: () => jobs.show(jid)?.minions ?? [],
      quiet: this.quiet(jid),
    });
  }

  private write(jid: Jid): Promise<void> {
    const log = this.logs.get(jid);
    if (!log) return Promise.resolve();
    log.writing = log.writing.then(() => this.writeNow(jid, log));
    return log.writing;
  }

  private async writeNow(jid: Jid, log: OpenLog): Promise<void> {
    clearTimeout(log.timer);
    log.timer = undefined;
    const { entries } = log;
    log.entries = [];
    try {
      if (entries.length === 0) return;
      await log.file.write(entries);
      if (this.failing) this.master.log.info({}, 'logs of jobs are written again');
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.master.log.warn({ err: error, jid }, 'the log of a job cannot be written');
      this.failing = true;
    } finally {
      // What comes later reads the file.
      if (log.ended && log.entries.length === 0 && this.logs.get(jid) === log) this.logs.delete(jid);
    }
  }
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
