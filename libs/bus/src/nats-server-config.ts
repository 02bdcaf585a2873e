import { totalmem } from 'node:os';
import { join } from 'node:path';
import { NatsServerError, type NatsServerSettings } from './trust-definition.js';
import { atLeast, isSafeVersion } from './nats-versions.js';
import { accountNames } from './trust-files.js';

const gibibyte = 1024 ** 3;
/** Bytes of one file of the log, and how many are kept. */
const logBytes = 16 * 1024 ** 2;
const logFiles = 4;
/** Seconds for a client to encrypt its connection. */
const handshake = 5;
/** How long the server waits for a client to encrypt where both may be: whoever speaks in clear waits as long. By default 50 ms, which one lost packet takes. */
const toSpeak = '500ms';

/**
 * The text of `nats-server.conf`: operator mode, one TCP listener, JetStream on local disk. It holds no secret.
 * @throws NatsServerError `unsafe` for a server with known holes that would listen to more than this machine
 */
export function natsServerConfig(settings: NatsServerSettings): string {
  const {
    trust,
    host = '127.0.0.1',
    port,
    folder,
    logFile,
    maxStorage = 10 * gibibyte,
    version,
    tls,
    memory = totalmem(),
  } = settings;
  if (!isLoopback(host) && !isSafeVersion(version)) {
    throw new NatsServerError(
      'unsafe',
      'this nats-server can be crashed by anybody who reaches it, and may listen on loopback only',
      {
        version,
        host,
        advisory: 'GHSA-g33f-6538-grxh',
        needed: '2.14.3, or 2.12.12',
      },
    );
  }
  if (tls && !atLeast(version, 2, 11))
    throw new NatsServerError('unsafe', 'this nats-server cannot encrypt from the first byte on', {
      version,
      needed: '2.11',
    });
  const preload = accountNames.map((account) => `  ${trust.accounts[account]}: ${trust.accountJwt(account)}`);
  return [
    '# Written by fleet at every start of its nats-server; changes are lost.',
    `server_name: fleet-${trust.accounts.FLEET.slice(-8)}`,
    `listen: ${JSON.stringify(`${host.includes(':') ? `[${host}]` : host}:${port}`)}`,
    ...(logFile === undefined ? [] : [`log_file: ${JSON.stringify(logFile)}`, `logfile_size_limit: ${logBytes}`]),
    // Each refused message is a line: a client that floods would fill the disk.
    ...(logFile !== undefined && atLeast(version, 2, 10) ? [`logfile_max_num: ${logFiles}`] : []),
    // From the first byte on: whoever speaks in clear hears and says nothing.
    ...(tls
      ? [
          `tls: { cert_file: ${JSON.stringify(tls.certificate)}, key_file: ${JSON.stringify(tls.key)}, min_version: "1.2", timeout: ${handshake}, handshake_first: ${tls.orClear ? `"${toSpeak}"` : 'true'} }`,
          ...(tls.orClear ? ['allow_non_tls: true'] : []),
        ]
      : []),
    // As long as with TLS, where the server waits a second longer than for the handshake: a minion on a busy machine, one of thousands that come
    // back at once, would be sent away after the two seconds that are usual.
    `authorization: { timeout: ${handshake + 1} }`,
    'max_connections: 20000',
    'max_payload: 1MB',
    // A user JWT travels in one control line; the default of 4 KB is close to it.
    'max_control_line: 16KB',
    'ping_interval: "20s"',
    'ping_max: 2',
    'write_deadline: "10s"',
    `operator: ${trust.operatorJwt}`,
    `system_account: ${trust.accounts.SYS}`,
    `resolver: { type: full, dir: ${JSON.stringify(join(folder, 'jwt'))}, allow_delete: false, interval: "2m" }`,
    'resolver_preload: {',
    ...preload,
    '}',
    'jetstream: {',
    `  store_dir: ${JSON.stringify(join(folder, 'jetstream'))}`,
    '  max_memory_store: 16MB',
    // Thousands of minions may return at once, and each return waits until the one before it is on the disk.
    ...(atLeast(version, 2, 11) ? ['  max_buffered_msgs: 100000', `  max_buffered_size: ${buffered(memory)}`] : []),
    `  max_file_store: ${maxStorage}`,
    // A minion forgets a return once the server has confirmed it, so a confirmed message has to be on the disk.
    ...(atLeast(version, 2, 10) ? ['  sync_interval: always'] : []),
    // 2.15 began to allow 1000 consumers per stream unless told otherwise.
    ...(atLeast(version, 2, 15) ? ['  limits: { default_max_consumers: 20000 }'] : []),
    '}',
    '',
  ].join('\n');
}

/** Bytes of one stream that may wait in memory: an eighth of this machine's, between what the server itself would take and 512 MiB. */
function buffered(memory: number): number {
  return Math.floor(Math.min(512 * 1024 ** 2, Math.max(128 * 1024 ** 2, memory / 8)));
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
