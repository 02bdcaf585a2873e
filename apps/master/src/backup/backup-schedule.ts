import { Cron } from 'croner';
import type { Directories, MasterConfig } from '@fleet/config';
import type { Logger } from '@fleet/telemetry';
import { listBackups } from './backup-folder.js';
import { createBackup } from './create-backup.js';

/** Milliseconds after the start before one that was missed is made up for: there is enough to do then. */
const afterStart = 60_000;
/** Milliseconds until one that failed is tried again, where the schedule has none sooner. */
const afterFailure = 3_600_000;

/**
 * Makes backups when they are due, one at a time. One that was missed because the master was down is made soon after its start.
 */
export class BackupSchedule {
  private readonly cron: Cron | undefined;
  private readonly abort = new AbortController();
  /** Resolves when it is known whether one was missed. */
  readonly looked: Promise<void>;
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: MasterConfig,
    private readonly places: Directories,
    private readonly log: Logger,
    private readonly create: typeof createBackup = createBackup,
  ) {
    const { schedule } = config.backup;
    if (schedule !== undefined) this.cron = new Cron(schedule, { unref: true }, () => this.begin());
    this.looked = schedule === undefined ? Promise.resolve() : this.lookBack(schedule);
  }

  /** Ends one that is going on; nothing half is left of it. */
  async stop(): Promise<void> {
    this.cron?.stop();
    clearTimeout(this.timer);
    this.abort.abort(new Error('the master ends'));
    await this.looked;
    await this.running;
  }

  private begin(): void {
    // It stands for the one that was to be tried again.
    clearTimeout(this.timer);
    this.running ??= this.make().finally(() => (this.running = undefined));
  }

  private later(milliseconds: number): void {
    if (this.abort.signal.aborted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.begin(), milliseconds);
    this.timer.unref();
  }

  private async lookBack(schedule: string): Promise<void> {
    try {
      if (await this.missed(schedule)) this.later(afterStart);
    } catch (error) {
      this.log.warn({ err: error }, 'the backups that there are cannot be listed');
    }
  }

  private async missed(schedule: string): Promise<boolean> {
    const { directory } = this.config.backup;
    const [newest] = await listBackups(directory);
    if (!newest) return true;
    const due = new Cron(schedule, { paused: true }).nextRun(new Date(newest.created));
    return due !== null && due.getTime() <= Date.now();
  }

  private async make(): Promise<void> {
    const { directory, recipients } = this.config.backup;
    try {
      const { name, manifest, removed } = await this.create({
        config: this.config,
        places: this.places,
        directory,
        to: { recipients },
        signal: this.abort.signal,
      });
      const bytes = manifest.files.reduce((sum, { size }) => sum + size, 0);
      this.log.info({ name, bytes, jobs: manifest.jobs, removed: removed.length }, 'backup made');
    } catch (error) {
      if (this.abort.signal.aborted) return;
      this.log.error({ err: error, directory }, 'the backup failed; it is tried again');
      this.later(afterFailure);
    }
  }
}
