import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { ServerTrust } from '@fleet/protocol';

/** How far a connection came, and why no farther. */
export type Reached =
  | { readonly step: 'name' | 'connection'; readonly host: string; readonly port: number; readonly why: string }
  | { readonly step: 'tls' | 'greeting'; readonly host: string; readonly port: number; readonly why: string }
  | {
      readonly step: 'server';
      readonly host: string;
      readonly port: number;
      /** Milliseconds until it greeted. */
      readonly took: number;
      /** Of its certificate; milliseconds since the epoch. */
      readonly until?: number;
    };

/** Milliseconds for each step. */
const patience = 3000;

/** Tries one server step by step: name, connection, encryption, the greeting of a nats-server. Nothing is told to it. */
export async function dial(server: string, tls: ServerTrust | undefined): Promise<Reached> {
  const { host, port } = hostAndPort(server);
  const at = { host, port };
  const began = performance.now();
  const address = await addressOf(host);
  if (address === undefined) return { ...at, step: 'name', why: 'the name is not known' };
  const socket = connect({ host: address, port });
  try {
    const refused = await settled(socket, 'connect');
    if (refused !== undefined) return { ...at, step: 'connection', why: refused };
    const encrypts = tls !== undefined || server.startsWith('tls://');
    const secure = encrypts ? encrypted(socket, tls?.name ?? host, tls?.ca) : undefined;
    if (secure) {
      const distrusted = await settled(secure, 'secureConnect');
      if (distrusted !== undefined) return { ...at, step: 'tls', why: distrusted };
    }
    const greeting = await firstWords(secure ?? socket);
    if (!greeting.startsWith('INFO ')) return { ...at, step: 'greeting', why: greeting };
    const until = secure && Date.parse(secure.getPeerCertificate().valid_to);
    const took = performance.now() - began;
    secure?.destroy();
    return { ...at, step: 'server', took, ...(until !== undefined && !Number.isNaN(until) && { until }) };
  } finally {
    socket.destroy();
  }
}

export function hostAndPort(server: string): { host: string; port: number } {
  const bare = server.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, '');
  const found = /^(?:\[(.+)\]|([^:]*))(?::([0-9]+))?$/.exec(bare);
  return { host: found?.[1] ?? found?.[2] ?? bare, port: Number(found?.[3] ?? 4222) };
}

async function addressOf(host: string): Promise<string | undefined> {
  if (isIP(host)) return host;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), patience)));
  const found = lookup(host).then(
    ({ address }) => address,
    () => undefined,
  );
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}

/** The same rules as those of the connection that fleetctl makes otherwise. */
function encrypted(socket: Socket, servername: string, ca: string | undefined): TLSSocket {
  return connectTls({ socket, minVersion: 'TLSv1.2', ...(ca && { ca }), ...(!isIP(servername) && { servername }) });
}

/** Why it did not come to that; `undefined`: it did. */
function settled(socket: Socket, event: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const done = (why?: string): void => {
      clearTimeout(timer);
      resolve(why);
    };
    const timer = setTimeout(() => done(`nobody answered within ${patience / 1000} s`), patience);
    socket.once(event, () => done());
    socket.once('close', () => done('the connection was closed'));
    socket.on('error', (error: NodeJS.ErrnoException) => done(inWords(error)));
  });
}

function inWords({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'the connection is refused: nothing listens there';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'there is no way to it from this machine';
    case 'ETIMEDOUT':
      return 'nobody answers';
    default:
      return message;
  }
}

/** What it says unasked; a nats-server begins with INFO. */
function firstWords(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const done = (words: string): void => {
      clearTimeout(timer);
      resolve(words);
    };
    const timer = setTimeout(() => done('it says nothing'), patience);
    socket.once('data', (data: Buffer) => {
      const words = data.toString('latin1').slice(0, 5);
      done(words === 'INFO ' ? words : 'it does not speak like a nats-server');
    });
    socket.once('close', () => done('it closed the connection'));
  });
}
