import { isJid, type Command, type Notice, type Signed, type TargetType } from '@fleet/protocol';

/** Bytes of one message from the master; nats-server's own limit is 1 MiB. */
export const messageLimit = 1024 * 1024;

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: 'malformed' | 'too-large'; readonly why: string };

/** What came off the bus, as an envelope whose signature can be checked; nothing in it is believed yet. */
export function readSigned(data: Uint8Array): Read<Signed> {
  if (data.length > messageLimit) return { ok: false, code: 'too-large', why: `${data.length} bytes` };
  const envelope = parse(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8'));
  if (!isRecord(envelope)) return malformed('not a JSON object');
  const { v, kid, text, signature } = envelope;
  if (v !== 1) return malformed('unknown version of the envelope');
  if (typeof kid !== 'string' || typeof text !== 'string' || typeof signature !== 'string')
    return malformed('kid, text or signature is missing');
  return { ok: true, value: { v, kid, text, signature } };
}

/** The message inside a verified envelope. The master signed it, but an older or newer one may have written it. */
export function readMessage(text: string): Read<Command | Notice> {
  const message = parse(text);
  if (!isRecord(message)) return malformed('the signed text is not a JSON object');
  if (message['v'] !== 1) return malformed('unknown version of the message');
  const wrong =
    message['kind'] === 'command'
      ? wrongCommand(message)
      : message['kind'] === 'notice'
        ? wrongNotice(message)
        : 'kind';
  if (wrong) return malformed(`${wrong} is missing or wrong`);
  return { ok: true, value: message as unknown as Command | Notice };
}

const targetTypes: ReadonlySet<string> = new Set<TargetType>([
  'glob',
  'list',
  'pcre',
  'grain',
  'grain_pcre',
  'pillar',
  'pillar_pcre',
  'pillar_exact',
  'compound',
  'nodegroup',
  'ipcidr',
]);

/** The name of the first field that does not fit. */
function wrongCommand(message: Record<string, unknown>): string | undefined {
  if (typeof message['jid'] !== 'string' || !isJid(message['jid'])) return 'jid';
  const when = wrongTimes(message);
  if (when) return when;
  if (!Number.isSafeInteger(message['epoch'])) return 'epoch';
  if (!['undefined', 'string'].includes(typeof message['sealed'])) return 'sealed';
  const audience = message['audience'];
  if (!isRecord(audience) || (typeof audience['minion'] !== 'string' && audience['everyone'] !== true))
    return 'audience';
  const target = message['target'];
  if (!isRecord(target) || typeof target['expression'] !== 'string' || !targetTypes.has(String(target['type'])))
    return 'target';
  if (typeof message['function'] !== 'string' || !/^[A-Za-z_]\w*\.\w+$/.test(message['function'])) return 'function';
  for (const field of ['args', 'kwargs', 'operator']) if (typeof message[field] !== 'string') return field;
  for (const field of ['confirmed', 'destroy'])
    if (!['undefined', 'boolean'].includes(typeof message[field])) return field;
  const reveal = message['reveal'];
  if (reveal !== undefined && (!isRecord(reveal) || typeof reveal['sealKey'] !== 'string')) return 'reveal';
  const revision = message['revision'];
  if (revision !== undefined && (typeof revision !== 'string' || !/^[0-9a-f]{64}$/.test(revision))) return 'revision';
  return undefined;
}

function wrongNotice(message: Record<string, unknown>): string | undefined {
  const when = wrongTimes(message);
  if (when) return when;
  const audience = message['audience'];
  if (!isRecord(audience) || typeof audience['minion'] !== 'string') return 'audience';
  const within = message['within'];
  if (within !== undefined && !(Number.isFinite(within) && (within as number) >= 0)) return 'within';
  return typeof message['notice'] === 'string' ? undefined : 'notice';
}

function wrongTimes(message: Record<string, unknown>): string | undefined {
  for (const field of ['issued', 'expires']) if (!Number.isFinite(message[field])) return field;
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(why: string): Read<never> {
  return { ok: false, code: 'malformed', why };
}
