import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
import { contexts, fingerprint, sealAdmission, sealPillar, signText, verifyEnrolRequest } from '@fleet/identity';
import {
  jidSource,
  masterSubscriptions,
  parseSubject,
  subjects,
  type Acknowledgement,
  type Beat,
  type Command,
  type EnrolAnswer,
  type EnrolRequest,
  type Fault,
  type PillarAnswer,
  type OutputPart,
  type Progress,
  type Return,
  type Signed,
  type SignedKeyset,
} from '@fleet/protocol';

/** Where `deploy/nats-server/fetch.mjs` puts it. */
const fetched = resolve(import.meta.dirname, '../../../.cache/nats-server/usr/sbin/nats-server');

/**
 * A master for specs of the minion: real nats-server, real trust, real signatures, and the master's side of every message, with
 * no store, no operators and no opinion of its own. What it hears it keeps in lists.
 */
export class TestMaster {
  readonly acknowledgements: Acknowledgement[] = [];
  readonly beats: Beat[] = [];
  readonly progress: Progress[] = [];
  /** What running jobs said, by jid. */
  readonly outputs = new Map<string, string>();
  readonly returns: Return[] = [];
  readonly enrolments: EnrolRequest[] = [];
  /** Keys that are let in when they ask. */
  readonly accepted = new Set<string>();
  acceptEverybody = true;
  /** Milliseconds that the JWTs of minions are good for; absent: as long as may be. */
  lifetime: number | undefined;
  renewals = 0;
  /** What is answered instead of the real thing to a request to renew. */
  renewalAnswer: ((real: Signed, nonce: string) => unknown) | undefined;
  /** Exact JSON of the pillar, or why there is none. */
  pillar: string | Fault = '{}';
  secrets: string[] = [];
  /** Put over what a pillar's answer says of itself. */
  pillarChange: Partial<PillarAnswer> = {};
  epoch = 1_000;
  /** Offered instead of the real ones. */
  keysets: readonly SignedKeyset[] | undefined;
  #revision = 0;
  /** Requests of minions are answered once it has come. */
  ready: Promise<void> = Promise.resolve();
  readonly #jid = jidSource();
  readonly #sealKeys = new Map<string, string>();
  #server: NatsServer | undefined;
  #buses: Bus[] = [];

  private constructor(
    readonly folder: string,
    readonly trust: Trust,
    readonly port: number,
  ) {}

  static async create(): Promise<TestMaster> {
    const folder = await mkdtemp(join(tmpdir(), 'minion-master-'));
    // A port of its own, so that the server can come back at the address that minions know.
    const master = new TestMaster(folder, await createTrust(join(folder, 'keys')), await freePort());
    await master.startServer();
    return master;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  async startServer(): Promise<void> {
    const program = await findNatsProgram(existsSync(fetched) ? fetched : undefined);
    const configFile = join(this.folder, 'nats-server.conf');
    const folder = join(this.folder, 'nats');
    await mkdir(folder, { recursive: true });
    await writeFile(
      configFile,
      natsServerConfig({ trust: this.trust, port: this.port, folder, version: program.version }),
    );
    this.#server = await startNatsServer({
      program,
      configFile,
      logFile: join(this.folder, 'nats.log'),
      folder: join(this.folder, 'run'),
    });
  }

  async stopServer(): Promise<void> {
    await this.#server?.stop();
    this.#server = undefined;
  }

  /** Connects and answers. Call it again after {@link silence}. */
  async listen(): Promise<void> {
    const connect = (role: 'master' | 'registrar'): Promise<Bus> =>
      connectBus({ servers: [this.url], name: role, ...this.trust.own(role), waitForServer: true, persistent: true });
    const [bus, registrar] = await Promise.all([connect('master'), connect('registrar')]);
    this.#buses = [bus, registrar];
    await bus.ensureReturnsStream();
    registrar.subscribe(
      masterSubscriptions.enrol,
      (message) => void message.respond({ v: 1, ok: true, result: this.#enrol(message.json()) }),
    );
    bus.subscribe(
      masterSubscriptions.acknowledgement,
      (message) => void this.acknowledgements.push(message.json() as Acknowledgement),
    );
    bus.subscribe(masterSubscriptions.progress, (message) => void this.progress.push(message.json() as Progress));
    bus.subscribe(masterSubscriptions.beat, (message) => void this.beats.push(message.json() as Beat));
    bus.subscribe(masterSubscriptions.minionRequest, async (message) => {
      await this.ready;
      message.respond(this.#serve(message.subject, message.json() as { nonce?: string } & OutputPart));
    });
    await bus.consumeReturns(async (batch) => {
      for (const message of batch) this.returns.push(message.json() as Return);
    });
    await Promise.all([bus.flush(), registrar.flush()]);
  }

  async silence(): Promise<void> {
    await Promise.all(this.#buses.splice(0).map((bus) => bus.close()));
  }

  joinToken(lifetime = 60_000): string {
    return this.trust.mintJoinToken({ servers: [this.url], expires: Date.now() + lifetime }).text;
  }

  command(change: Partial<Command> = {}): Command {
    return {
      kind: 'command',
      v: 1,
      jid: this.#jid(),
      issued: Date.now(),
      epoch: this.epoch,
      expires: Date.now() + 60_000,
      audience: { everyone: true },
      target: { type: 'glob', expression: '*' },
      function: 'test.ping',
      args: '[]',
      kwargs: '{}',
      operator: 'spec',
      ...change,
    };
  }

  sign(message: unknown, context: string = contexts.command): Signed {
    return signText(this.trust.commandSigner, context, JSON.stringify(message));
  }

  /** Broadcasts a properly signed command. */
  send(change: Partial<Command> = {}): Command {
    const command = this.command(change);
    this.publish(subjects.commandAll(), this.sign(command));
    return command;
  }

  /** Whatever the spec wants on the bus. */
  publish(subject: string, body: unknown): void {
    this.bus.publish(subject, body);
  }

  get bus(): Bus {
    const [bus] = this.#buses;
    if (!bus) throw new Error('the test master does not listen');
    return bus;
  }

  returnOf(jid: string): Promise<Return> {
    return this.until(`the return of ${jid}`, () => this.returns.find((message) => message.jid === jid));
  }

  acknowledgementOf(jid: string): Promise<Acknowledgement> {
    return this.until(`the acknowledgement of ${jid}`, () =>
      this.acknowledgements.find((message) => message.jid === jid),
    );
  }

  hello(): Promise<Beat> {
    const seen = this.beats.length;
    return this.until('a hello', () => this.beats.slice(seen).find((beat) => beat.state === 'hello'));
  }

  async until<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
    for (const began = performance.now(); performance.now() < began + 100_000; await sleep(25)) {
      const found = await look();
      if (found !== undefined) return found;
    }
    throw new Error(`waited in vain for ${what}`);
  }

  async close(): Promise<void> {
    await this.silence();
    await this.stopServer();
    await rm(this.folder, { recursive: true, force: true });
  }

  #enrol(body: unknown): EnrolAnswer {
    const verdict = verifyEnrolRequest(body);
    if (!verdict.ok) return { state: 'rejected', reason: verdict.reason };
    const { request } = verdict;
    this.enrolments.push(request);
    this.#sealKeys.set(request.key, request.sealKey);
    if (!this.acceptEverybody && !this.accepted.has(request.key))
      return { state: 'pending', fingerprint: fingerprint(request.key, request.sealKey) };
    const admission = { jwt: this.#mint(request.key), servers: [this.url], nonce: request.nonce };
    const sealed = sealAdmission(this.trust.commandSigner, request, admission);
    return { state: 'accepted', admission: sealed, keysets: this.keysets ?? this.trust.keysets };
  }

  #mint(key: string): string {
    const expires = this.lifetime === undefined ? undefined : Date.now() + this.lifetime;
    return this.trust.mintUser({
      role: 'minion',
      publicKey: key,
      name: 'minion',
      ...(expires !== undefined && { expires }),
    });
  }

  #serve(subject: string, ask: { nonce?: string; after?: number } & OutputPart): unknown {
    const { key, rest } = parseSubject(subject) ?? { key: '', rest: '' };
    const fault = (code: string, message: string): unknown => ({ v: 1, ok: false, fault: { code, message } });
    if (rest === 'keyset') return { v: 1, ok: true, result: { keysets: this.keysets ?? this.trust.keysets } };
    if (rest === 'output') return { v: 1, ok: true, result: { received: this.#hear(ask) } };
    if (rest === 'renew') {
      this.renewals += 1;
      const nonce = ask.nonce ?? '';
      const real = this.sign({ minion: key, nonce, epoch: this.epoch, jwt: this.#mint(key) }, contexts.renewal);
      return { v: 1, ok: true, result: this.renewalAnswer ? this.renewalAnswer(real, nonce) : real };
    }
    if (rest !== 'pillar') return fault('unknown-method', `the test master knows no ${rest}`);
    if (typeof this.pillar !== 'string') return { v: 1, ok: false, fault: this.pillar };
    const sealKey = this.#sealKeys.get(key) ?? '';
    const answer: PillarAnswer = {
      minion: key,
      nonce: ask.nonce ?? '',
      epoch: this.epoch,
      revision: (this.#revision += 1),
      sealed: sealPillar({ key, sealKey }, this.pillar),
      secrets: this.secrets,
      ...this.pillarChange,
    };
    return { v: 1, ok: true, result: this.sign(answer, contexts.pillar) };
  }

  #hear({ jid, offset, text }: OutputPart): number {
    const known = this.outputs.get(jid) ?? '';
    if (text !== '' && offset === Buffer.byteLength(known)) this.outputs.set(jid, known + text);
    return Buffer.byteLength(this.outputs.get(jid) ?? '');
  }
}
