import { join } from 'node:path';
import { connectLastingBus, type Bus, type LastingBus } from '@fleet/bus';
import type { Directories, MinionConfig } from '@fleet/config';
import type { TrustAnchor } from '@fleet/identity';
import { exitCodes, subjects } from '@fleet/protocol';
import type { Logger, Redactor } from '@fleet/telemetry';
import { parseExact, stringifyExact } from '@fleet/values';
import { changedByStates } from './changed-by-states.js';
import { commandDesk } from './command-desk.js';
import { ConnectionLog } from './connection-log.js';
import { Drain } from './drain.js';
import type { GrainsSource } from './grains-source.js';
import { GrainsKeeper } from './grains-keeper.js';
import { handleCommand, type CommandDesk } from './handle-command.js';
import type { Granted, IdentityStore, MinionIdentity } from './identity-store.js';
import { masterLink } from './master-link.js';
import { openRunner } from './open-runner.js';
import { storedWithin } from './outbox/outbox-limits.js';
import { Outputs } from './output/outputs.js';
import { Presence } from './presence.js';
import { RunLock } from './run-lock.js';
import { quickAnswer } from './quick-answers.js';
import { RefusalLog } from './refusal-log.js';
import { renewInTime } from './renewal.js';
import { roundTrip } from './round-trip.js';
import { JobsUnderWay } from './running-jobs.js';
import { openSchedule } from './schedule/open-schedule.js';
import { SignedAnswers } from './signed-answers.js';
import { TrustedKeys } from './trusted-keys.js';
import { version } from './version.js';
import { aborted, whenAborted, within } from './waiting.js';
import { openWorkplace, type Workplace } from './workplace.js';

/** Milliseconds that running jobs, and then their returns, get when the daemon is told to stop. */
const patience = { jobs: 10_000, returns: 3_000, goodbye: 2_000 };

/** What the daemon has when its master has admitted it. */
export interface Service {
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

/** Connection → commands → goodbye. Answers the exit code. */
export async function serve(service: Service): Promise<number> {
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
      await bus.publishReturn(subjects.return(key, jid), JSON.parse(text), { timeout: storedWithin });
    },
  });
  const lock = new RunLock(join(places.run, 'state-run.lock'), { changed: () => presence.tellSoon() });
  const presence = new Presence({
    minion: config.id,
    version,
    since: Date.now(),
    interval: config.beatInterval,
    grains,
    running: () => jobs.jids,
    waiting: () => lock.queue,
    draining: () => drain.on,
    rtt: () => roundTrip(bus),
    publish: (beat) => tell(subjects.beat(key), beat),
  });
  const ask = masterLink(() => bus, key, stop);
  // All that new keys signed waits for the answer; where accounts are replaced at that moment, one may be lost.
  const askKeys = masterLink(() => bus, key, stop, { patience: 30_000, timeout: 3_000 });
  const keys = new TrustedKeys({
    anchor: service.anchor,
    keep: (anchor) => store.keepAnchor(anchor),
    ask: async (after) => (await askKeys('keyset', { after })).keysets,
    log,
  });
  const answers = new SignedAnswers(key, keys, work.marks);
  const outputs = new Outputs(join(places.minion.home, 'output'), {
    ask: masterLink(() => bus, key, stop, { patience: 0, timeout: 10_000 }),
    onFailure: (jid, error) => log.debug({ error, jid }, 'what a job says could not be sent yet'),
    onLost: (jid, error) =>
      log.warn({ error, jid }, 'what a job says cannot be written down; the rest of it comes with its return only'),
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
  const runner = openRunner({
    ...{ config, places, grains, refreshGrains, schedule, redactor, log, key, keys, answers, ask, stop, tell },
    ...{ jobs, refusals, drain, lock, work, outputs, bus: () => bus },
    sealKey: identity.sealKeys.privateKey,
    planKey: identity.planKey,
  });
  const { received } = granted;
  const renewal = renewInTime({
    ...{ key, ask, log, jwt: () => granted.jwt, changeOver: async () => bus?.changeOver() },
    ...(received !== undefined && { received }),
    read: (signed, nonce) => answers.renewed(signed, nonce),
    refused: refusals.refused,
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
  // What the server has not stored by now ends with the connection, and is sent again at the next start.
  const stopped = work.outbox.stop();
  await within(patience.goodbye, bus.close());
  await stopped;
  await work.ledger.close();
}
