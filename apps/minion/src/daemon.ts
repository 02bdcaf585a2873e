import { join } from 'node:path';
import { directories } from '@fleet/config';
import { formatDiagnostic } from '@fleet/diagnostics';
import { exitCodes } from '@fleet/protocol';
import { createLogger, logDeath, Redactor } from '@fleet/telemetry';
import { admission } from './admission.js';
import { GrainsSource } from './grains-source.js';
import { IdentityStore } from './identity-store.js';
import { noteRules } from './noted-rules.js';
import { RunLock } from './run-lock.js';
import { scout } from './scout.js';
import { serve } from './serve.js';
import { version } from './version.js';
import { stopOnSignal } from './waiting.js';

/** Another daemon works on this root; systemd does not start us again for it. */
const alreadyRunning = 75;

/**
 * The life of the daemon: configuration → identity → admission → connection → commands → goodbye. Answers the exit code.
 * @param program the entry of this program, for threads of it
 */
export async function runDaemon(options: { readonly root?: string }, program: URL): Promise<number> {
  const places = directories(options.root);
  const look = (): ReturnType<typeof scout> => scout(program, places.root, version);
  const scouted = await look();
  if (!scouted.config.ok) {
    process.stderr.write(`${scouted.config.diagnostics.map(formatDiagnostic).join('\n')}\n`);
    return exitCodes.usage;
  }
  const config = scouted.config.value;
  const redactor = new Redactor({ names: config.pillar.secretNames });
  const log = createLogger({ name: 'fleet-minion', level: config.logLevel, redactor });
  logDeath(log);
  const stop = stopOnSignal();

  const only = await new RunLock(join(places.minion.home, 'daemon.lock')).acquire(
    { jid: String(process.pid), function: 'daemon' },
    { queue: false },
  );
  if (!only.ok) {
    log.error(
      { since: new Date(only.holder.since).toISOString(), pid: only.holder.jid },
      'another fleet-minion runs on this root',
    );
    return alreadyRunning;
  }
  try {
    await noteRules(places.minion.home, config.functionRules, log);
    const store = new IdentityStore(places.minion.identity);
    const identity = await store.identity();
    log.info({ minion: config.id, version, fingerprint: identity.fingerprint }, 'fleet-minion starts');
    const admitted = await admission(store, identity, config, log, stop);
    const grains = new GrainsSource(async () => (await look()).grains, scouted.grains);
    return await serve({ config, places, grains, redactor, log, stop, store, identity, ...admitted });
  } catch (error) {
    if (stop.aborted) return exitCodes.ok;
    throw error;
  } finally {
    await only.release();
  }
}
