import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  findNatsProgram,
  freePort,
  NatsServerError,
  natsServerConfig,
  openTrust,
  startNatsServer,
  type NatsServer,
} from '@fleet/bus';
import type { Directories, MasterConfig } from '@fleet/config';
import { replaceFile } from '../runtime/replace-file.js';
import { shownTls } from './bus-tls.js';
import { toldServers } from './servers.js';
import { ownMemory } from '../runtime/own-memory.js';

/**
 * The nats-server of this root. `unreachable`: on a port of loopback that nobody was told, for a command that wants to be alone with the streams.
 * @throws NatsServerError, TrustUnusable
 */
export async function startChildServer(
  config: MasterConfig,
  places: Directories,
  { unreachable = false } = {},
): Promise<NatsServer> {
  const { nats } = places.master;
  const program = await findNatsProgram(config.nats.binary);
  const trust = await openTrust(places.master.keys);
  await mkdir(nats, { recursive: true, mode: 0o700 });
  await mkdir(places.log, { recursive: true });
  const configFile = join(nats, 'nats-server.conf');
  const tls = await shownTls(config, places, await toldServers(config, places));
  const host = unreachable ? '127.0.0.1' : config.interface;
  const start = async (port: number): Promise<NatsServer> => {
    const text = natsServerConfig({
      trust,
      host,
      port,
      folder: nats,
      logFile: serverLog(places),
      maxStorage: config.nats.maxStorage,
      version: program.version,
      tls,
      memory: ownMemory(),
    });
    await replaceFile(configFile, text);
    return startNatsServer({ program, configFile, logFile: serverLog(places), folder: nats });
  };
  const startAnywhere = async (tries = 5): Promise<NatsServer> =>
    start(await freePort(host)).catch((error: unknown) => {
      if (tries > 1 && isTaken(error)) return startAnywhere(tries - 1);
      throw error;
    });
  if (unreachable) return startAnywhere();
  if (config.port !== 0) return start(config.port);
  // Minions were told the port of the last time, so it is kept while nobody else has taken it.
  const portFile = join(nats, 'last-port');
  const last = Number(await readFile(portFile, 'utf8').catch(absentAsEmpty));
  const kept = async (): Promise<NatsServer> =>
    start(last).catch((error: unknown) => {
      if (isTaken(error)) return startAnywhere();
      throw error;
    });
  const server = await (last === 0 ? startAnywhere() : kept());
  await replaceFile(portFile, `${server.port}\n`);
  return server;
}

function isTaken(error: unknown): boolean {
  return error instanceof NatsServerError && error.code === 'port-in-use';
}

export function serverLog(places: Directories): string {
  return join(places.log, 'nats-server.log');
}

function absentAsEmpty(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
