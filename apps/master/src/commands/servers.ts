import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Directories, MasterConfig } from '@fleet/config';
import { holderOf, rootLockFile } from '../runtime/process-lock.js';
import { toldTls } from './bus-tls.js';

/** Where a running master is found: `run/fleet/master.json`. */
export interface RunningMaster {
  readonly pid: number;
  readonly servers: readonly string[];
  /** Of the child nats-server. */
  readonly port?: number;
  /** How often it read keys and policy anew, and why the last time failed. */
  readonly reloads?: number;
  readonly reloadFailed?: string;
}

export function runFile(places: Directories): string {
  return join(places.run, 'master.json');
}

/** Addresses that minions and operators are told: configured ones, else those of the running master, else where its child would listen. */
export async function toldServers(config: MasterConfig, places: Directories): Promise<readonly string[]> {
  const servers = await addresses(config, places);
  return (await toldTls(config, places)) ? servers.map(encrypted) : servers;
}

/** `nats://host:port` as `tls://host:port`. */
export function encrypted(server: string): string {
  return server.replace(/^nats:/, 'tls:');
}

async function addresses(config: MasterConfig, places: Directories): Promise<readonly string[]> {
  if (config.servers.length > 0) return config.servers;
  if (config.nats.servers.length > 0) return config.nats.servers;
  if (config.port !== 0) return [`nats://${hostOf(config)}:${config.port}`];
  try {
    return (JSON.parse(await readFile(runFile(places), 'utf8')) as RunningMaster).servers;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ['nats://127.0.0.1:4222'];
    throw error;
  }
}

/** An address to connect to, for the one to listen on. */
export function hostOf({ interface: host }: Pick<MasterConfig, 'interface'>): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** The master that runs on this root now; `port`: of its child nats-server, once that listens; `announced`: what it says of itself, once it answers. */
export async function runningMaster(
  places: Directories,
): Promise<{ readonly pid: number; readonly port?: number; readonly announced?: RunningMaster } | undefined> {
  const pid = holderOf(rootLockFile(places));
  if (pid === undefined) return undefined;
  try {
    const told = JSON.parse(await readFile(runFile(places), 'utf8')) as RunningMaster;
    const { port } = told;
    // A master that was killed leaves its file to the next one.
    return { pid, ...(port !== undefined && { port }), ...(told.pid === pid && { announced: told }) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { pid };
    throw error;
  }
}
