import { join } from 'node:path';
import { BusError, connectLastingBus, type Bus, type LastingBus } from '@fleet/bus';
import { directories, type Directories, type MinionConfig } from '@fleet/config';
import { formatDiagnostic } from '@fleet/diagnostics';
import { openPillar, type TrustAnchor } from '@fleet/identity';
import { exitCodes, subjects, type Jid } from '@fleet/protocol';
import { createLogger, Redactor, type Logger } from '@fleet/telemetry';
import { parseExact, stringifyExact } from '@fleet/values';
import { admission } from './admission.js';
import { changedByStates } from './changed-by-states.js';
import { commandDesk } from './command-desk.js';
import { ConnectionLog } from './connection-log.js';
import { Drain } from './drain.js';
import { GrainsSource } from './grains-source.js';
import { GrainsKeeper } from './grains-keeper.js';
import { handleCommand, type CommandDesk } from './handle-command.js';
import { IdentityStore, type Granted, type MinionIdentity } from './identity-store.js';
import { masterLink } from './master-link.js';
import { minionOpts } from './minion-opts.js';
import { noteRules } from './noted-rules.js';
import { Outputs } from './output/outputs.js';
import { Presence } from './presence.js';
import { quickAnswer } from './quick-answers.js';
import { RefusalLog } from './refusal-log.js';
import { renewInTime } from './renewal.js';
import { RunLock } from './run-lock.js';
import { JobsUnderWay } from './running-jobs.js';
import { openSchedule } from './schedule/open-schedule.js';
import { SignedAnswers } from './signed-answers.js';
import { TrustedKeys } from './trusted-keys.js';
import { scout } from './scout.js';
import { version } from './version.js';
import { aborted, lazy, stopOnSignal, whenAborted, within } from './waiting.js';
import { openWorkplace, type Workplace } from './workplace.js';

/** Another daemon works on this root; systemd does not start us again for it. */
const alreadyRunning = 75;
/** Milliseconds that running jobs, and then their returns, get when the daemon is told to stop. */
const patience = { jobs: 10_000, returns: 3_000, goodbye: 2_000 };

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

interface Service {
  readonly config: MinionConfig;
  readonly places: Directories;
  readonly grains: GrainsSource;
  readonly redactor: Redactor;
  readonly log: Logger;
  readonly stop: AbortSignal;
  readonly store: IdentityStore;
  readonly identity: MinionIdentity;
  readonly granted: Granted;
  readonly anchor: TrustAnchor;
}

async function serve(service: Service): Promise<number> {
  const { config, places, redactor, log, stop, store, identity } = service;
  const key = identity.signer.publicKey;
  let granted = service.granted;
  // eslint-disable-next-line prefer-const -- those below speak through it before it is there
  let bus: LastingBus | undefined;
  /** What may be lost, and must never take the daemon with it. */
  const tell = (subject: string, body: unknown): void => {
    try {
      bus?.publish(subject, body);
    } catch (error) {
      log.warn({ error, subject }, 'a message could not be sent');
    }
  };

  const { grains, refresh } = service.grains;
  const jobs = new JobsUnderWay();
  const refusals = new RefusalLog(log);
  const drain = await Drain.open(join(places.minion.home, 'drain.json'), () => presence.tell());
  if (drain.on) log.warn('this minion is drained: it takes on nothing that touches the machine until minion.resume');
  const work = await openWorkplace({
    places: places.minion,
    id: config.id,
    outboxBytes: config.outboxBytes,
    log,
    send: async (jid, text) => {
      if (!bus) throw new Error('there is no connection yet');
      await bus.publishReturn(subjects.return(key, jid), JSON.parse(text));
    },
  });
  const presence = new Presence({
    minion: config.id,
    version,
    since: Date.now(),
    interval: config.beatInterval,
    grains,
    running: () => jobs.jids,
    draining: () => drain.on,
    rtt: () => roundTrip(bus),
    publish: (beat) => tell(subjects.beat(key), beat),
  });
  const ask = masterLink(() => bus, key, stop);
  const keys = new TrustedKeys({
    anchor: service.anchor,
    keep: (anchor) => store.keepAnchor(anchor),
    ask: async (after) => (await ask('keyset', { after })).keysets,
    log,
  });
  const outputs = new Outputs(join(places.minion.home, 'output'), {
    ask: masterLink(() => bus, key, stop, { patience: 0, timeout: 10_000 }),
    onFailure: (jid, error) => log.debug({ error, jid }, 'what a job says could not be sent yet'),
  });
  const refreshGrains = async (): Promise<void> => {
    await refresh();
    await presence.report();
  };
  const keeper = new GrainsKeeper(refreshGrains, log, config.grainsRefresh);
  const schedule = openSchedule({
    places: places.minion,
    log,
    desk: () => desk,
    redact: (text) => stringifyExact(redactor.redactValue(parseExact(text))),
  });
  const runner = lazy(async () => {
    const [{ Runner }, { refusesBy }, { linuxHost }, { daemonParts }, { daemonOf, handsOf }] = await Promise.all([
      import('./runner.js'),
      import('./function-rules.js'),
      import('@fleet/platform'),
      import('./daemon-parts.js'),
      import('./daemon-hands.js'),
    ]);
    const parts = daemonParts({
      ...{ bus: () => bus, key, keys, ask, stop, host: linuxHost(), tell },
      ...{ jobs, refusals, journal: work.journal, schedule, drain },
    });
    return new Runner({
      id: config.id,
      key,
      revealSecrets: config.revealSecrets,
      version,
      host: linuxHost(),
      opts: minionOpts(config, config.id, places.minion.cache),
      lock: new RunLock(join(places.run, 'state-run.lock')),
      refuses: refusesBy(config.functionRules),
      ask,
      cache: places.minion.cache,
      grains,
      refreshGrains,
      refreshSchedule: () => schedule.look(),
      paths: { grains: config.grainsFile, schedule: places.minion.schedule, cache: places.minion.cache },
      daemon: daemonOf(parts),
      hands: (job) => handsOf(parts, job),
      answers: new SignedAnswers(key, keys, work.marks),
      openSeal: (sealed) => openPillar({ key, privateKey: identity.sealKeys.privateKey }, sealed),
      redactor,
      said: (jid, text) => outputs.append(jid, text),
      partial: (jid) =>
        work.journal.partial(jid, (error) =>
          log.warn({ error, jid }, 'what a job has done so far cannot be written down'),
        ),
      progress: progressTo((jid, text) => tell(subjects.progress(key, jid), { kind: 'progress', v: 1, jid, text })),
      onNoPillar: (error) => log.warn({ error }, 'the pillar cannot be had'),
      onBlindRedaction: (name) => log.warn({ function: name }, 'a return is redacted without knowing the pillar'),
    });
  });
  const { received } = granted;
  const renewal = renewInTime({
    ...{ key, ask, log, jwt: () => granted.jwt, changeOver: async () => bus?.changeOver() },
    ...(received !== undefined && { received }),
    keep: async (jwt) => {
      granted = { ...granted, jwt, received: Date.now() };
      await store.keepRenewed(granted);
    },
  });
  const desk: CommandDesk = await commandDesk({
    id: config.id,
    key,
    keys,
    sealKey: identity.sealKeys.privateKey,
    functionRules: config.functionRules,
    work,
    jobs,
    drain,
    outputs,
    grains,
    log,
    refusals,
    acknowledge: (message) => tell(subjects.acknowledgement(key, message.jid), message),
    run: async (command, job) => {
      const quick = command.reveal ? undefined : quickAnswer(command);
      const outcome = quick ?? (await (await runner()).run(command, job));
      if (changedByStates(command.function, outcome)) keeper.soon();
      return outcome;
    },
    notice: async (notice, within) => {
      if (notice === 'renew') return renewal.renewNow(within);
      if (notice === 'refresh-keyset') return void (await keys.catchUp());
      if (notice === 'refresh-pillar') return (await runner()).forgetSecretsAreKnown();
      await refreshGrains();
    },
  });

  const connection = new ConnectionLog(log, () => granted.jwt);
  bus = await Promise.race([
    connectLastingBus({
      servers: config.servers.length > 0 ? config.servers : granted.servers,
      tls: granted.tls,
      name: config.id,
      signer: identity.signer,
      jwt: () => granted.jwt,
      waitForServer: true,
      persistent: true,
      onTrouble: (trouble) =>
        trouble.code === 'garbage' ? refusals.refused('malformed', { ...trouble }) : connection.trouble(trouble),
    }),
    aborted(stop),
  ]);
  const subscriptions = [subjects.commandAll(), subjects.commandOne(key)].map((subject) =>
    bus.subscribe(subject, ({ data }) => handleCommand(data, desk)),
  );
  bus.onStatus((status) => {
    connection.status(status);
    if (status.state === 'down') return;
    work.outbox.wake();
    outputs.reconnected();
    presence.hello().catch((error: unknown) => log.error({ error }, 'hello failed'));
  });
  await schedule.start();

  const ended = await Promise.race([bus.closed, whenAborted(stop)]);
  renewal.stop();
  schedule.stop();
  keeper.stop();
  if (!stop.aborted) log.error({ error: ended }, 'the bus closed the connection for good');
  for (const subscription of subscriptions) subscription.stop();
  await leave(bus, jobs, work, presence, log);
  return stop.aborted ? exitCodes.ok : exitCodes.failed;
}

/** Jobs end, returns go out, the master hears goodbye: each within its time, because whoever stops us waits. */
async function leave(bus: Bus, jobs: JobsUnderWay, work: Workplace, presence: Presence, log: Logger): Promise<void> {
  log.info({ running: jobs.jids }, 'fleet-minion stops');
  await within(patience.jobs, jobs.close(new Error('the minion stops')));
  if (bus.connected) await within(patience.returns, work.outbox.drained());
  presence.goodbye();
  if (bus.connected) await within(patience.goodbye, bus.flush());
  await work.outbox.stop();
  await within(patience.goodbye, bus.close());
  await work.ledger.close();
}

/** Milliseconds to the server and back. */
async function roundTrip(bus: Bus | undefined): Promise<number | undefined> {
  if (!bus?.connected) return undefined;
  const began = performance.now();
  try {
    await bus.flush();
    return Math.round((performance.now() - began) * 10) / 10;
  } catch (error) {
    // It was lost just now, which the connection tells by itself.
    if (error instanceof BusError) return undefined;
    throw error;
  }
}

/** Progress may be lost; a run of thousands of chunks need not tell each. */
function progressTo(publish: (jid: Jid, text: string) => void): (jid: Jid, text: string) => void {
  let last = 0;
  return (jid, text) => {
    const now = performance.now();
    if (now - last < 50) return;
    last = now;
    publish(jid, text);
  };
}
