import { mkdir, rm } from 'node:fs/promises';
import type { NatsServer } from '@fleet/bus';
import { loadMasterConfig, loadProfile, ProfileUnusable, saveProfile, type Directories } from '@fleet/config';
import type { ServerTrust } from '@fleet/protocol';
import { createLogger, logDeath, Redactor, type Logger } from '@fleet/telemetry';
import { PolicyUnusable } from '../access/policy.js';
import { startMaster, type Master } from '../runtime/master.js';
import { clearBus, ownTls, toldTls } from './bus-tls.js';
import { serverLog, startChildServer } from './child-server.js';
import { inWords } from './in-words.js';
import { CommandFailed, exits, openConfig } from './open-config.js';
import { keepCertificate, type ShownCertificate } from './shown-certificate.js';
import { encrypted, hostOf, runFile, toldServers, type RunningMaster } from './servers.js';
import { replaceFile } from '../runtime/replace-file.js';
import { accountProblem, ownRights } from '../sinks/sink-accounts.js';
import { lockRoot } from '../runtime/root-lock.js';
import { version } from '../runtime/version.js';

/** `fleet-master run`: until a signal, or until it is of no use any more. The exit code. */
export async function run({ root }: { readonly root: string }): Promise<number> {
  const { config, places } = await openConfig(root);
  const problem = accountProblem(config.sinks, ownRights());
  if (problem !== undefined) throw new CommandFailed(problem, exits.configuration);
  // What the master and its nats-server write is for nobody else, also where no unit says so.
  process.umask(0o077);
  // At this signal Node would open its debugger, a port that listens, unless somebody takes it.
  process.on('SIGUSR1', () => undefined);
  const redactor = new Redactor({ names: config.pillar.secretNames });
  const log = createLogger({ name: 'fleet-master', level: config.logLevel, redactor });
  logDeath(log);
  const ended = untilSignal();
  const giveUp = new AbortController();
  let told = false as boolean;
  void ended.then((signal) => {
    told = true;
    giveUp.abort(new Error(`stopped by ${signal}`));
  });
  let server: NatsServer | undefined;
  let release: (() => void) | undefined;
  let stopReloading = (): void => undefined;
  let certificate: ShownCertificate | undefined;
  try {
    release = await lockRoot(places);
    const told = await toldTls(config, places);
    server = config.nats.mode === 'child' ? await startChildServer(config, places) : undefined;
    void server?.exited.then(() => giveUp.abort(new Error('nats-server ended while the master connected to it')));
    const connect = server ? [`nats://${hostOf(config)}:${server.port}`] : config.nats.servers;
    const chosen = server && config.port === 0 && config.servers.length === 0;
    const servers = chosen ? connect.map(told ? encrypted : (url) => url) : await toldServers(config, places);
    const clear = clearBus(config, told !== undefined);
    if (clear !== undefined) log.warn({ interface: config.interface }, clear);
    const master = await startMaster({
      config,
      directories: places,
      connect,
      servers,
      ...(told && { tls: { own: ownTls(told, config), told } }),
      log,
      redactor,
      ...(server && { serverLog: serverLog(places) }),
      signal: giveUp.signal,
    });
    const running: RunningMaster = { pid: process.pid, servers, ...(server && { port: server.port }) };
    await announce(places, running, told, log);
    if (server) certificate = await keepCertificate(server, config, places, log);
    stopReloading = reloadOnHangup(master, { places, running, log, certificate });
    log.info({ version, servers, nats: server?.version ?? 'external' }, 'the master answers');
    const reason = await Promise.race([
      ended.then((signal) => ({ signal })),
      master.lost.then((error) => ({ lost: error?.code ?? 'closed' })),
      ...(server ? [server.exited.then((code) => ({ natsExit: code }))] : []),
    ]);
    log.info({ reason }, 'the master ends');
    await master.close();
    return 'signal' in reason ? 0 : exits.unavailable;
  } catch (error) {
    // Told to stop while it waited for an external server, it has done nothing that could have failed.
    if (told && error === giveUp.signal.reason) return 0;
    throw inWords(error);
  } finally {
    stopReloading();
    certificate?.stop();
    await server?.stop();
    if (release) await rm(runFile(places), { force: true });
    release?.();
  }
}

interface Reloading {
  readonly places: Directories;
  readonly running: RunningMaster;
  readonly log: Logger;
  readonly certificate: ShownCertificate | undefined;
}

/** SIGHUP: keys, certificate, roles, approvals and schedule are read anew. What became of it stands in the run file, for whoever sent the signal. */
function reloadOnHangup(master: Master, { places, running, log, certificate }: Reloading): () => void {
  let reloads = 0;
  let turn: Promise<void> = Promise.resolve();
  const reload = async (): Promise<void> => {
    reloads += 1;
    let failed: { reloadFailed?: string } = {};
    try {
      await master.takeUpKeys();
    } catch (error) {
      log.error({ err: error }, 'the keys were not taken up; the master goes on with those it has');
      const { message, reason } = error as Error & { reason?: string };
      failed = { reloadFailed: reason ?? message };
    }
    await certificate?.look();
    await takeUpPolicy(master, places, log);
    await writeRunFile(places, { ...running, reloads, ...failed });
  };
  const hangup = (): void => void (turn = turn.then(reload));
  process.on('SIGHUP', hangup);
  return () => void process.off('SIGHUP', hangup);
}

/** Roles, approvals and schedule; all else of the configuration takes a restart. A mistake in it changes nothing. */
async function takeUpPolicy(master: Master, places: Directories, log: Logger): Promise<void> {
  const loaded = await loadMasterConfig(places.root);
  if (!loaded.ok) {
    const diagnostics = loaded.diagnostics.map(({ code, summary, at }) => ({ code, summary, at }));
    return log.error(
      { diagnostics },
      'the configuration is wrong; roles and approvals stay as they were, and so does the schedule',
    );
  }
  try {
    await master.takeUpPolicy(loaded.value);
    log.info({ roles: [...loaded.value.roles.keys()] }, 'roles and approvals were taken up, and the schedule');
  } catch (error) {
    if (!(error instanceof PolicyUnusable)) throw error;
    log.error(
      { setting: error.setting, why: error.reason },
      'roles and approvals stay as they were, and so does the schedule',
    );
  }
}

async function writeRunFile(places: Directories, running: RunningMaster): Promise<void> {
  await mkdir(places.run, { recursive: true });
  await replaceFile(runFile(places), `${JSON.stringify(running)}\n`, { mode: 0o644 });
}

/** Says where the master is; a fleetctl of the same root follows it to a port that was chosen just now. */
async function announce(
  places: Directories,
  running: RunningMaster,
  tls: ServerTrust | undefined,
  log: Logger,
): Promise<void> {
  await writeRunFile(places, running);
  try {
    const profile = await loadProfile(places.operator.profile);
    const { tls: before, ...rest } = profile;
    if (JSON.stringify([profile.servers, before]) !== JSON.stringify([running.servers, tls]))
      await saveProfile(places.operator.profile, { ...rest, servers: running.servers, ...(tls && { tls }) });
  } catch (error) {
    if (!(error instanceof ProfileUnusable)) throw error;
    log.debug({ why: error.reason }, 'no fleetctl profile to bring up to date');
  }
}

function untilSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}
