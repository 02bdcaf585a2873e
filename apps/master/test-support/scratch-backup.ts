import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createTrust } from '@fleet/bus';
import { directories, loadMasterConfig, type MasterConfig } from '@fleet/config';
import { JobStore } from '@fleet/jobs';
import { makePillarKey } from '@fleet/pillar';
import { createBackup, type MadeBackup } from '../src/backup/create-backup.js';

/** The files of a master that does not run: keys, a store with jobs, a configuration. What backups are made of, without a bus. */
export class ScratchBackup {
  readonly root = mkdtempSync(join(tmpdir(), 'fleet-backup-'));
  readonly places = directories(this.root);
  config!: MasterConfig;
  /** The age identity that opens what backups encrypt. */
  identity!: string;

  /** @param settings of `backup` beside recipients, as YAML in braces; `rest`: other lines of master.yaml */
  static async make(settings = '', rest = ''): Promise<ScratchBackup> {
    const scratch = new ScratchBackup();
    const { identity, recipient } = await makePillarKey();
    scratch.identity = identity;
    await scratch.configure(`backup: {recipients: [${recipient}]${settings && `, ${settings}`}}\n${rest}`);
    await createTrust(scratch.places.master.keys);
    scratch.jobs(3);
    return scratch;
  }

  async configure(yaml: string): Promise<void> {
    this.write('etc/fleet/master.yaml', yaml);
    const loaded = await loadMasterConfig(this.root);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
    this.config = loaded.value;
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Lets `work` change the store while nobody has it open. */
  store<T>(work: (open: JobStore) => T): T {
    const open = JobStore.open(this.places.master.database);
    try {
      return work(open);
    } finally {
      open.close();
    }
  }

  backup(): Promise<MadeBackup> {
    const { config, places } = this;
    return createBackup({
      ...{ config, places, directory: config.backup.directory },
      to: { recipients: config.backup.recipients },
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  private jobs(count: number): void {
    this.store((open) => {
      for (let job = 1; job <= count; job += 1)
        open.jobs.create({
          ...{ jid: `2026010100000000000${job}`, function: 'test.ping', args: '[]', kwargs: '{}' },
          ...{ target: { type: 'glob', expression: '*' }, operator: 'o', created: job, minions: [] },
        });
    });
  }
}
