import { mkdtempSync, writeFileSync } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  connectBus,
  createTrust,
  findNatsProgram,
  freePort,
  natsServerConfig,
  startNatsServer,
  type Bus,
  type NatsServer,
  type Trust,
} from '@fleet/bus';
import { directories, type MasterConfig } from '@fleet/config';
import { createKeys, signer, signRequest } from '@fleet/identity';
import { subjects, type JobEvent, type JobRequest, type OperatorMethods, type Reply } from '@fleet/protocol';
import { JobStore } from '@fleet/jobs';
import { createLogger, Redactor } from '@fleet/telemetry';
import { startMaster, type Master } from '../src/runtime/master.js';
import { FakeMinion } from './fake-minion.js';

export type Asked<M extends keyof OperatorMethods> = Reply<OperatorMethods[M]['answer']>;

/** A real master on a real server, under a folder of its own. */
export class ScratchMaster {
  readonly root = mkdtempSync(join(tmpdir(), 'fleet-master-'));
  readonly places = directories(this.root);
  readonly serverLog = join(this.root, 'nats.log');
  readonly log: string[] = [];
  private server: NatsServer | undefined;
  trust!: Trust;
  private master: Master | undefined;
  operator!: Bus;
  private readonly minions: FakeMinion[] = [];
  private operators = 0;
  private readonly links: Bus[] = [];

  static async start(config: Partial<MasterConfig> = {}): Promise<ScratchMaster> {
    const scratch = new ScratchMaster(config);
    try {
      await scratch.begin();
      return scratch;
    } catch (error) {
      // A server left behind would keep the test runner from ending.
      await scratch.stop();
      throw error;
    }
  }

  private constructor(private readonly config: Partial<MasterConfig>) {}

  private async begin(): Promise<void> {
    const { nats, keys } = this.places.master;
    for (const folder of ['states', 'pillar']) await mkdir(join(this.root, folder));
    await mkdir(nats, { recursive: true });
    this.trust = await createTrust(keys);
    const fetched = resolve('.cache/nats-server/usr/sbin/nats-server');
    const present = await stat(fetched).then(
      () => true,
      () => false,
    );
    const program = await findNatsProgram(present && !process.env.FLEET_NATS_SERVER ? fetched : undefined);
    const configFile = join(nats, 'nats-server.conf');
    writeFileSync(
      configFile,
      natsServerConfig({
        trust: this.trust,
        port: await freePort(),
        folder: nats,
        logFile: this.serverLog,
        version: program.version,
        maxStorage: 256 * 1024 ** 2,
      }),
    );
    this.server = await startNatsServer({ program, configFile, logFile: this.serverLog, folder: nats });
    await this.startMaster();
    this.operator = await this.newOperator();
  }

  get url(): string {
    if (!this.server) throw new Error('the server does not run');
    return this.server.url;
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.root, path), text);
  }

  async startMaster(): Promise<void> {
    const config: MasterConfig = {
      fileRoots: new Map([['base', [join(this.root, 'states')]]]),
      pillarRoots: new Map([['base', [join(this.root, 'pillar')]]]),
      interface: '127.0.0.1',
      port: 0,
      nats: { mode: 'external', servers: [this.url], maxStorage: 256 * 1024 ** 2 },
      tls: 'off',
      servers: [this.url],
      autosign: [],
      credentialLifetime: 3_600_000,
      nodegroups: new Map(),
      jobTimeout: 60_000,
      acknowledgeTimeout: 10_000,
      keepJobs: 30,
      jobLogs: { directory: this.places.master.jobLogs },
      backup: {
        directory: this.places.master.backups,
        recipients: [],
        keep: { daily: 7, weekly: 4, monthly: 6 },
        trees: false,
      },
      artifacts: { bytes: 4 * 1024 * 1024, count: 20 },
      events: { rows: 100_000, bytes: 64 * 1024 ** 2, keep: 7 * 24 * 3_600_000 },
      sinks: [],
      pillar: {
        strategy: 'smart',
        mergeLists: false,
        includesOverride: false,
        scope: [],
        secretNames: [],
        recipients: [],
        identities: [],
      },
      schedule: new Map(),
      roles: new Map(),
      approvals: [],
      operatorLifetime: 30 * 24 * 3_600_000,
      logLevel: 'debug',
      opts: {},
      ...this.config,
    };
    const redactor = new Redactor();
    const log = createLogger({
      name: 'spec',
      level: 'debug',
      redactor,
      destination: { write: (line) => this.log.push(line) },
    });
    this.master = await startMaster({
      config,
      directories: this.places,
      connect: [this.url],
      servers: [this.url],
      log,
      redactor,
      serverLog: this.serverLog,
    });
  }

  async stopMaster(): Promise<void> {
    await this.master?.close();
    this.master = undefined;
  }

  /** Known to the store, as fleet-master makes one beside the running master. */
  async newOperator(roles: readonly string[] = ['admin'], name = `spec-${(this.operators += 1)}`): Promise<Bus> {
    const { publicKey, seed } = createKeys('user');
    const now = Date.now();
    await this.inStore((store) =>
      store.write(({ operators }) =>
        operators.add({ key: publicKey, name, roles, created: now, expires: now + 3_600_000, by: 'spec' }),
      ),
    );
    const jwt = this.trust.mintUser({ role: 'operator', publicKey, name });
    const bus = await connectBus({ servers: [this.url], name, signer: signer(seed), jwt: () => jwt, timeout: 60_000 });
    this.links.push(bus);
    return bus;
  }

  /** With a connection of its own to the master's database. */
  async inStore<T>(work: (store: JobStore) => Promise<T> | T): Promise<T> {
    const store = JobStore.open(this.places.master.database);
    try {
      return await work(store);
    } finally {
      store.close();
    }
  }

  async ask<M extends keyof OperatorMethods>(method: M, body: unknown, as: Bus = this.operator): Promise<Asked<M>> {
    return (await as.request(subjects.operatorRequest(as.key, method), signRequest(as.signer, method, body), {
      timeout: 60_000,
    })) as Asked<M>;
  }

  /** The result; a fault fails the spec. */
  async must<M extends keyof OperatorMethods>(
    method: M,
    body: OperatorMethods[M]['ask'],
  ): Promise<OperatorMethods[M]['answer']> {
    const reply = await this.ask(method, body);
    if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.fault)}`);
    return reply.result;
  }

  async *watch<M extends 'job_create' | 'job_watch' | 'plan_create'>(
    method: M,
    body: unknown,
  ): AsyncGenerator<OperatorMethods[M]['answer']> {
    const subject = subjects.operatorRequest(this.operator.key, method);
    const asked = signRequest(this.operator.signer, method, body);
    for await (const reply of this.operator.requestMany(subject, asked, { timeout: 60_000, idle: 60_000 })) {
      const event = reply as Reply<OperatorMethods[M]['answer']>;
      if (!event.ok) throw new Error(JSON.stringify(event.fault));
      yield event.result;
      if (event.result.event === 'ended' || event.result.event === 'signed') return;
    }
  }

  /** Every event of a new job, to its end. */
  async run(expression: string, name: string, more: Partial<JobRequest> = {}): Promise<JobEvent[]> {
    const events: JobEvent[] = [];
    for await (const event of this.watch('job_create', request(expression, name, more))) events.push(event);
    return events;
  }

  async token(): Promise<string> {
    return (await this.must('token_create', { uses: 100 })).token;
  }

  /** Enrols, is accepted, connects. */
  async minion(id: string): Promise<FakeMinion> {
    const minion = new FakeMinion(id);
    this.minions.push(minion);
    await minion.enrol(await this.token());
    await this.must('key_accept', { minions: [id] });
    await minion.enrol(await this.token());
    await minion.connect();
    await this.until(async () =>
      (await this.must('minion_status', {})).minions.some((row) => row.minion === id && row.up),
    );
    return minion;
  }

  async until(happened: () => Promise<boolean> | boolean): Promise<void> {
    const end = performance.now() + 100_000;
    while (performance.now() < end) {
      if (await happened()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`it did not happen; the master said:\n${this.log.slice(-20).join('')}`);
  }

  async stop(): Promise<void> {
    for (const minion of this.minions) await minion.close();
    // One that was revoked would try to come back for ever.
    for (const link of this.links) await link.close();
    await this.stopMaster();
    await this.server?.stop();
    await rm(this.root, { recursive: true, force: true });
  }
}

export function request(expression: string, name: string, more: Partial<JobRequest> = {}): JobRequest {
  return { target: { type: 'glob', expression }, function: name, args: '[]', kwargs: '{}', watch: true, ...more };
}
