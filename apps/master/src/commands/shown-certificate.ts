import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { NatsServer } from '@fleet/bus';
import type { Directories, MasterConfig } from '@fleet/config';
import type { Logger } from '@fleet/telemetry';
import { shownTls } from './bus-tls.js';
import { toldServers } from './servers.js';

/** Milliseconds between looks. */
const every = 60_000;

export interface ShownCertificate {
  /** Has the server show what lies there now. Never rejects. */
  look(): Promise<void>;
  stop(): void;
}

/**
 * The server shows what is good, however long the master runs: its own certificate is made anew before it ends, and one that the operator has
 * renewed is taken up.
 */
export async function keepCertificate(
  server: Pick<NatsServer, 'reload'>,
  config: MasterConfig,
  places: Directories,
  log: Pick<Logger, 'info' | 'error'>,
): Promise<ShownCertificate> {
  const present = async (): Promise<string | undefined> => {
    const files = await shownTls(config, places, await toldServers(config, places));
    return files && digest([files.certificate, files.key]);
  };
  let shown = await present();
  let told: string | undefined;
  const once = async (): Promise<void> => {
    try {
      const now = await present();
      told = undefined;
      if (now === shown) return;
      server.reload();
      shown = now;
      log.info('the bus shows a new certificate');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== told) log.error({ err: error }, 'the certificate of the bus cannot be renewed');
      told = why;
    }
  };
  let turn = Promise.resolve();
  const look = (): Promise<void> => (turn = turn.then(once));
  const timer = setInterval(() => void look(), every);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}

async function digest(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex');
}
