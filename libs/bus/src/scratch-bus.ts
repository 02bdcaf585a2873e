import { createKeys, signer, type Signer } from '@fleet/identity';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connectBus } from './connect.js';
import type { ServerTrust } from '@fleet/protocol';
import type { Bus, BusOptions } from './definition.js';
import type { NatsProgram, NatsServer, NatsServerSettings, Trust } from './trust-definition.js';
import { freePort } from './free-port.js';
import { natsServerConfig } from './nats-server-config.js';
import { findNatsProgram, startNatsServer } from './nats-server.js';
import { createTrust } from './trust.js';

/** A real server of a real fleet on a random port of this machine, for specs and benchmarks. */
export interface ScratchBus {
  readonly trust: Trust;
  readonly program: NatsProgram;
  readonly url: string;
  /** A new user of a role, connected; closed by {@link stop}. */
  join(role: 'minion' | 'operator' | 'joiner', options?: Partial<BusOptions>): Promise<Bus>;
  /** One of the master's own connections. */
  own(role: 'master' | 'registrar' | 'system', options?: Partial<BusOptions>): Promise<Bus>;
  newUser(role: 'minion' | 'operator' | 'joiner'): { readonly signer: Signer; readonly jwt: () => string };
  /** Ends the server and starts it again on the same port and store. */
  restartServer(whileDown?: () => Promise<void>): Promise<void>;
  /** Has the server read its configuration and certificates anew; resolves when it has. */
  reloadServer(): Promise<void>;
  /** The server's log so far. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** @param tls certificate and key of the server, and how clients know it; absent: in clear */
export async function startScratchBus(tls?: {
  readonly files: NonNullable<NatsServerSettings['tls']>;
  readonly trust: ServerTrust;
}): Promise<ScratchBus> {
  const folder = await mkdtemp(join(tmpdir(), 'fleet-bus-'));
  const trust = await createTrust(join(folder, 'keys'));
  const program = await newestProgram();
  const configFile = join(folder, 'nats-server.conf');
  const logFile = join(folder, 'nats-server.log');
  const start = async (port: number): Promise<NatsServer> => {
    await writeFile(
      configFile,
      natsServerConfig({ trust, port, folder, tls: tls?.files, version: program.version, maxStorage: 256 * 1024 ** 2 }),
    );
    return startNatsServer({ program, configFile, logFile, folder });
  };
  let server = await start(await freePort());
  const { port, url } = server;
  const buses: Bus[] = [];
  const connect = async (options: BusOptions): Promise<Bus> => {
    const bus = await connectBus({ tls: tls?.trust, timeout: 15_000, ...options });
    buses.push(bus);
    return bus;
  };
  const newUser: ScratchBus['newUser'] = (role) => {
    const keys = createKeys('user');
    return { signer: signer(keys.seed), jwt: () => trust.mintUser({ role, publicKey: keys.publicKey, name: role }) };
  };
  return {
    trust,
    program,
    url,
    newUser,
    join: (role, options) => connect({ servers: [url], name: role, ...newUser(role), ...options }),
    own: (role, options) => connect({ servers: [url], name: role, ...trust.own(role), ...options }),
    async restartServer(whileDown) {
      await server.stop();
      await whileDown?.();
      server = await start(port);
    },
    async reloadServer() {
      const said = async (): Promise<number> =>
        (await readFile(logFile, 'utf8')).split('Reloaded server configuration').length;
      const before = await said();
      server.reload();
      const end = performance.now() + 30_000;
      while ((await said()) === before) {
        if (performance.now() > end) throw new Error('the server did not read its configuration anew');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    log: () => readFile(logFile, 'utf8'),
    async stop() {
      await Promise.all(buses.map((bus) => bus.close()));
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What `deploy/nats-server/fetch.mjs` left in the repository, else what the machine has. */
async function newestProgram(): Promise<NatsProgram> {
  const fetched = resolve('.cache/nats-server/usr/sbin/nats-server');
  const present = await stat(fetched).then(
    () => true,
    () => false,
  );
  return findNatsProgram(present && !process.env.FLEET_NATS_SERVER ? fetched : undefined);
}
