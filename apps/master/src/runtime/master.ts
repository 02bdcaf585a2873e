import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import type { INestMicroservice } from '@nestjs/common';
import {
  connectBus,
  connectControl,
  openTrust,
  watchServerLog,
  type Bus,
  type BusError,
  type ServerLog,
} from '@fleet/bus';
import type { Directories, MasterConfig } from '@fleet/config';
import { TreeStore } from '@fleet/fileserver';
import { JobStore } from '@fleet/jobs';
import type { ServerTrust } from '@fleet/protocol';
import type { Logger, Redactor } from '@fleet/telemetry';
import { join } from 'node:path';
import { OperatorGate } from '../access/operator-gate.js';
import { Policy } from '../access/policy.js';
import { AuditLog } from '../audit/audit-log.js';
import { OperatorRequests } from '../bus/operator-requests.js';
import { FaultFilter } from '../bus/fault-filter.js';
import { KeyChanges } from '../keys/key-changes.js';
import { FleetStrategy } from '../bus/fleet-strategy.js';
import type { OperatorDoor } from '../bus/request-desk.js';
import { MasterModule } from '../master.module.js';
import { RefusalCounter } from '../refusals/refusal-counter.js';
import { serverRefusalCounter, troubleReporter } from '../refusals/troubles.js';
import { NestLogger } from './nest-logger.js';
import { importOperators } from '../operators/import-operators.js';
import { Operators } from '../operators/operators.js';
import { BackupSchedule } from '../backup/backup-schedule.js';
import { FactPump } from '../facts/fact-pump.js';
import { mintedLifetimes } from '../keys/minted-lifetimes.js';
import { openOwnKey } from '../keys/own-key.js';
import { QuietLog } from './quiet-log.js';
import { MasterSchedule } from '../schedule/master-schedule.js';
import type { MasterRuntime } from './runtime.js';
import { version } from './version.js';

export interface MasterOptions {
  readonly config: MasterConfig;
  readonly directories: Directories;
  /** Where the master itself reaches the bus. */
  readonly connect: readonly string[];
  /** Addresses that minions and operators are told. */
  readonly servers: readonly string[];
  /** How the master itself knows the server, and how those who are told do; absent: it is not encrypted. */
  readonly tls?: { readonly own: ServerTrust; readonly told: ServerTrust } | undefined;
  readonly log: Logger;
  readonly redactor: Redactor;
  /** Log of the nats-server that is our child. */
  readonly serverLog?: string;
  /** Ends the waiting for a server that is not there yet. */
  readonly signal?: AbortSignal;
}

export interface Master {
  /** Resolves when a connection is gone for good: the master is of no use then. */
  readonly lost: Promise<BusError | undefined>;
  /** Takes up keys that were replaced in the folder. @throws TrustUnusable, BusError; what was there goes on */
  takeUpKeys(): Promise<void>;
  /** The rules and the schedule of a configuration that was read anew. @throws PolicyUnusable; those that were there stay */
  takeUpPolicy(config: MasterConfig): Promise<void>;
  /** Finishes what is in hand, stores it, and lets go of bus and store. */
  close(): Promise<void>;
}

/**
 * Opens store and bus, then lets Nest connect the features to them. Resolves when the master answers.
 * @throws StoreRefused, TrustUnusable, BusError, PolicyUnusable
 */
export async function startMaster(options: MasterOptions): Promise<Master> {
  const { config, directories, log, redactor } = options;
  const quiet = new QuietLog(log);
  const policy = new Policy(config);
  warnOfGrains(policy, log);
  const refusals = new RefusalCounter(quiet);
  const onTrouble = troubleReporter(quiet, refusals);
  const trust = await openTrust(directories.master.keys);
  await trust.declareLifetimes(mintedLifetimes(config));
  const factsKey = await openOwnKey(directories.master.keys, 'facts.key');
  const ordersKey = await openOwnKey(directories.master.keys, 'orders.key');
  const store = JobStore.open(directories.master.database, { owner: true });
  tellHowItWasFound(store, log);
  const open: Bus[] = [];
  let control: MasterRuntime['control'] | undefined;
  let serverLog: ServerLog | undefined;
  let requests: OperatorRequests | undefined;
  let pump: FactPump | undefined;
  const shut = async (): Promise<void> => {
    serverLog?.stop();
    await pump?.stop();
    await control?.close();
    for (const bus of open) await bus.close();
    await requests?.close();
    store.close();
  };
  try {
    const link = { servers: options.connect, tls: options.tls?.own, onTrouble };
    const connect = async (role: 'master' | 'registrar'): Promise<Bus> => {
      const bus = await connectBus({
        ...link,
        ...trust.own(role),
        name: `fleet-${role}`,
        waitForServer: true,
        persistent: true,
        ...(options.signal && { signal: options.signal }),
      });
      open.push(bus);
      return bus;
    };
    const bus = await connect('master');
    const registrar = await connect('registrar');
    control = await connectControl({ trust, ...link });
    // Revocations that were recorded while the server was away.
    await control.pushAccounts();
    // The server wants the space twice while it brings the settings of a stream up to date.
    await bus.ensureReturnsStream({ maxBytes: Math.floor(config.nats.maxStorage * 0.4) });
    pump = new FactPump({ store, bus, key: factsKey, maxBytes: Math.floor(config.nats.maxStorage * 0.05), log });
    const roots = Object.fromEntries(
      [...config.fileRoots].map(([environment, folders]) => [environment, [...folders]]),
    );
    const states = await TreeStore.open({ roots, directory: join(directories.master.home, 'files') });
    const imported = await importOperators(directories, store);
    if (imported.length > 0) log.info({ operators: imported }, 'operators were carried into the store');
    const operators = new Operators(store);
    operators.takeSchedule(config.schedule);
    if (options.serverLog !== undefined)
      serverLog = await watchServerLog(options.serverLog, serverRefusalCounter(refusals), onTrouble);
    const runtime: MasterRuntime = {
      config,
      directories,
      trust,
      store,
      states,
      bus,
      registrar,
      control,
      operators,
      policy,
      log,
      quiet,
      ordersKey,
      refusals,
      ...(serverLog && { serverLog }),
      redactor,
      servers: options.servers,
      tls: options.tls?.told,
      since: Date.now(),
      version,
    };
    requests = await OperatorRequests.open(join(directories.master.home, 'requests'));
    const app = await listen(runtime, requests);
    const backups = new BackupSchedule(config, directories, log);
    return {
      lost: Promise.race([bus.closed, registrar.closed]),
      takeUpKeys: () => app.get(KeyChanges).takeUp(),
      async takeUpPolicy(fresh) {
        policy.take(fresh);
        warnOfGrains(policy, log);
        operators.takeSchedule(fresh.schedule);
        await app
          .get(MasterSchedule)
          .take(fresh.schedule)
          .catch((error: unknown) => log.error({ err: error }, 'the schedule was not taken up'));
      },
      async close() {
        await backups.stop();
        await app.close();
        await pump?.stop();
        await bus.drain();
        await registrar.drain();
        await shut();
      },
    };
  } catch (error) {
    await shut();
    throw error;
  }
}

function tellHowItWasFound({ opened, epoch }: JobStore, log: Logger): void {
  const { last, checked, torn, migrated } = opened;
  if (migrated?.copy !== undefined)
    log.info({ ...migrated }, 'the job store was brought up to date; a copy of the old one lies beside it');
  if (last === 'power-cut')
    log.warn({ torn }, 'the machine went down with the job store open: all of it was checked, and is sound');
  log.debug({ last, checked, torn, epoch }, 'job store open');
}

async function listen(runtime: MasterRuntime, requests: OperatorRequests): Promise<INestMicroservice> {
  const { bus, registrar, control, log, refusals } = runtime;
  const gate = new OperatorGate(runtime.operators, runtime.policy);
  const door: OperatorDoor = {
    refusal: (key, method) => gate.refusal(key, method),
    read: (caller, message) => requests.read(caller, message),
    refused: ({ key, word }, { code, message }) =>
      app.get(AuditLog).refused(
        key,
        // The word is of the operator's choice: each would be a kind of its own.
        code === 'unknown-method'
          ? { action: 'unknown_method', args: word, outcome: code }
          : { action: word, outcome: code, note: message },
      ),
  };
  const strategy = new FleetStrategy({ bus, registrar, control }, door, log, refusals);
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(MasterModule.with(runtime), {
    strategy,
    logger: new NestLogger(log),
    abortOnError: false,
  });
  app.useGlobalFilters(new FaultFilter(log));
  await app.listen();
  return app;
}

function warnOfGrains({ byGrains }: Policy, log: Logger): void {
  if (byGrains.length > 0)
    log.warn({ settings: byGrains }, 'rules for operators go by grains, which a minion says of itself');
}
