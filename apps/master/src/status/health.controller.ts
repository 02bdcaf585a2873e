import { stat, statfs } from 'node:fs/promises';
import { Controller, Inject } from '@nestjs/common';
import type { MasterHealth, OperatorMethods } from '@fleet/protocol';
import { listBackups } from '../backup/backup-folder.js';
import { OperatorMethod } from '../bus/handlers.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

class HealthBody {}

/** What `fleetctl doctor` cannot see from where it runs. */
@Controller()
export class HealthController {
  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  @OperatorMethod('master_health', HealthBody)
  async health(): Promise<OperatorMethods['master_health']['answer']> {
    const { version, since, store, config, directories } = this.master;
    const { directory, schedule } = config.backup;
    // A directory that cannot be read has no backups that anybody could restore.
    const [newest] = await listBackups(directory).catch(() => []);
    return {
      ...{ version, since, time: Date.now(), store: store.retention.bytes },
      disks: await disksOf([
        ['store', directories.master.store],
        ['bus', directories.master.nats],
        ['artifacts', directories.master.artifacts],
        ['backups', directory],
      ]),
      backup: { ...(newest && { newest: newest.created }), scheduled: schedule !== undefined },
    };
  }
}

async function disksOf(places: readonly (readonly [string, string])[]): Promise<MasterHealth['disks']> {
  const disks = new Map<number, { holds: string[]; free: number; size: number }>();
  for (const [holds, path] of places) {
    const found = await diskOf(path);
    if (!found) continue;
    const known = disks.get(found.device);
    if (known) known.holds.push(holds);
    else disks.set(found.device, { holds: [holds], free: found.free, size: found.size });
  }
  return [...disks.values()].map(({ holds, ...room }) => ({ holds: holds.join(', '), ...room }));
}

/** `undefined`: there is no such folder (yet), as of a nats-server that runs elsewhere. */
async function diskOf(path: string): Promise<{ device: number; free: number; size: number } | undefined> {
  try {
    const { dev } = await stat(path);
    const { bavail, blocks, bsize } = await statfs(path);
    return { device: dev, free: bavail * bsize, size: blocks * bsize };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
