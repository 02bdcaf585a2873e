import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  connectBus,
  createTrust,
  findNatsProgram,
  freePort,
  natsServerConfig,
  startNatsServer,
  type Bus,
  type BusMessage,
  type NatsServer,
} from '@fleet/bus';
import { directories, saveProfile } from '@fleet/config';
import { createKeys, formatCreds } from '@fleet/identity';
import {
  masterSubscriptions,
  type Fault,
  type JobEvent,
  type JobRequest,
  type KeyRow,
  type NameKind,
  type NamesAnswer,
  type NamesAsk,
  type Reply,
  type Return,
  type Signed,
  type SilenceReason,
} from '@fleet/protocol';

/**
 * For specs: a real nats-server in operator mode, and a master on it that answers operators from a script. What a job does is said by
 * its function: `test.ping` returns, `test.silent` does not, and so on.
 */
export class FakeMaster {
  static async start(): Promise<FakeMaster> {
    const root = await mkdtemp(join(tmpdir(), 'fleetctl-spec-'));
    try {
      return await FakeMaster.#startUnder(root);
    } catch (error) {
      await rm(root, { recursive: true, force: true });
      throw error;
    }
  }

  static async #startUnder(root: string): Promise<FakeMaster> {
    const places = directories(root);
    await mkdir(places.master.nats, { recursive: true });
    const trust = await createTrust(places.master.keys);
    const program = await findNatsProgram();
    const configFile = join(places.master.nats, 'nats-server.conf');
    await writeFile(
      configFile,
      natsServerConfig({ trust, port: await freePort(), folder: places.master.nats, version: program.version }),
      { mode: 0o600 },
    );
    const server = await startNatsServer({
      program,
      configFile,
      logFile: join(root, 'nats.log'),
      folder: places.master.nats,
    });
    const bus = await connectBus({ servers: [server.url], name: 'fake-master', ...trust.own('master') });
    const operator = createKeys('user');
    const jwt = trust.mintUser({ role: 'operator', publicKey: operator.publicKey, name: 'spec' });
    const credentials = join(places.operator.credentials, 'spec.creds');
    await mkdir(places.operator.credentials, { recursive: true });
    await writeFile(credentials, formatCreds({ jwt, seed: operator.seed }), { mode: 0o600 });
    await saveProfile(root, { servers: [server.url], credentials, rootKey: trust.root });
    return new FakeMaster(root, server, bus);
  }

  /** Says nothing to whoever completes. */
  silent = false;
  /** By kind. */
  readonly known: Partial<Record<NameKind, readonly string[]>> = {};

  private names({ kind, prefix = '' }: NamesAsk): NamesAnswer {
    return { names: (this.known[kind] ?? []).filter((name) => name.startsWith(prefix)) };
  }

  readonly asked: { method: string; body: unknown }[] = [];

  private constructor(
    readonly root: string,
    private readonly server: NatsServer,
    private readonly bus: Bus,
  ) {
    bus.subscribe(masterSubscriptions.operatorRequest, (message) => this.#answer(message));
  }

  /** Only the master goes; the bus stays. */
  async leave(): Promise<void> {
    await this.bus.close();
  }

  async stopServer(): Promise<void> {
    await this.server.stop();
  }

  async stop(): Promise<void> {
    await this.bus.close();
    await this.server.stop();
    await rm(this.root, { recursive: true, force: true });
  }

  #answer(message: BusMessage): void {
    const method = message.subject.split('.').at(-1) as string;
    const { text } = message.json() as Signed;
    const { body } = JSON.parse(text) as { body: unknown };
    this.asked.push({ method, body });
    const reply = (result: unknown): void => void message.respond({ v: 1, ok: true, result } satisfies Reply<unknown>);
    const refuse = (fault: Fault): void => void message.respond({ v: 1, ok: false, fault } satisfies Reply<unknown>);
    switch (method) {
      case 'job_create':
        return this.#job(body as JobRequest, reply, refuse);
      case 'key_list':
        return reply({ keys });
      case 'key_accept':
        return reply({ changed: [{ ...keys[1], state: 'accepted' }] });
      case 'minion_status':
        return reply({
          minions: [
            { minion: 'web2', up: true, since: 1000, version: '0.1.0' },
            { minion: 'web1', up: false },
          ],
          master: { version: '0.1.0', since: 0 },
        });
      case 'name_list':
        return this.silent ? undefined : reply(this.names(body as NamesAsk));
      case 'token_create':
        return reply({ token: 'TOKEN', expires: 0 });
      default:
        return refuse({ code: 'not-found', message: `there is no ${method} here` });
    }
  }

  #job(request: JobRequest, reply: (event: JobEvent) => void, refuse: (fault: Fault) => void): void {
    if (request.target.expression === 'nobody')
      return refuse({ code: 'no-match', message: 'no minion matches nobody' });
    const returned = (minion: string, more: Partial<Return> = {}): void =>
      reply({
        event: 'returned',
        jid,
        minion,
        return: {
          kind: 'return',
          v: 1,
          jid,
          minion,
          function: request.function,
          retcode: 0,
          success: true,
          value: 'true',
          started: 0,
          duration: 1,
          ...more,
        },
      });
    const silent = (reason: SilenceReason): void =>
      reply({ event: 'ended', jid, silent: [{ minion: 'web1', reason }] });
    if (request.function === 'test.denied')
      return refuse({ code: 'not-allowed', message: 'spec may not run test.denied' });
    if (request.function === 'test.wipe' && request.confirmed !== true)
      return refuse({
        code: 'confirmation-required',
        message: 'it has to be confirmed.',
        details: { asks: [{ what: 'test.wipe', loses: 'everything' }], minions: ['web1', 'web2'] },
      });
    reply({ event: 'created', jid, minions: ['web1', 'web2'] });
    const both = (more: Partial<Return>): void => {
      returned('web1', more);
      returned('web2');
      reply({ event: 'ended', jid, silent: [] });
    };
    switch (request.function) {
      case 'test.silent':
        returned('web2');
        return silent({ code: 'never-connected' });
      case 'test.arg':
        returned('web2', { value: request.args });
        returned('web1', { value: request.kwargs });
        return reply({ event: 'ended', jid, silent: [] });
      case 'test.long':
        return returned('web1', { value: JSON.stringify('x'.repeat(500_000).match(/.{50}/g)?.join('\n')) });
      case 'test.false':
        return both({ retcode: 1, success: false });
      case 'test.uncompiled':
        return both({ retcode: 5, success: false, out: 'errors', value: '[]' });
      case 'test.changed':
        return both({ out: 'highstate', value: '{"a_|-b_|-b_|-c":{"result":true,"changes":{"x":1}}}' });
      case 'test.slow':
        return returned('web1');
      default:
        returned('web2');
        returned('web1');
        return reply({ event: 'ended', jid, silent: [] });
    }
  }
}

export const jid = '20260101000000000000';

const keys: readonly KeyRow[] = [
  { minion: 'web2', key: `U${'A'.repeat(55)}`, state: 'accepted', fingerprint: 'AAAA BBBB', enrolled: 0 },
  { minion: 'web1', key: `U${'B'.repeat(55)}`, state: 'pending', fingerprint: 'CCCC DDDD', enrolled: 0 },
];
