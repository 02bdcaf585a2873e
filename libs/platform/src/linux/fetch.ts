import type { IncomingMessage } from 'node:http';
import { HostRefusal } from '../host.js';

const defaultLimit = 256 * 1024 * 1024;
const defaultTimeout = 60_000;
const hops = 10;

export interface FetchOptions {
  readonly limit?: number;
  readonly timeout?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Fetches http(s) into memory; node's own client, because the global `fetch` costs every process ten megabytes. */
export async function fetchUrl(url: string, options: FetchOptions = {}): Promise<Buffer> {
  const timeout = options.timeout ?? defaultTimeout;
  const signal = AbortSignal.timeout(timeout);
  let at = parse(url);
  let headers: Readonly<Record<string, string>> = { 'user-agent': 'fleet', accept: '*/*', ...options.headers };
  try {
    for (let hop = 0; hop <= hops; hop += 1) {
      const answer = await request(at, headers, signal);
      const status = answer.statusCode ?? 0;
      const location = answer.headers.location;
      if (status >= 300 && status < 400 && status !== 304 && location !== undefined) {
        answer.resume();
        const next = parse(location, at);
        // Who is asked next need not be who the caller's tokens are for.
        if (next.origin !== at.origin) headers = withoutSecrets(headers);
        at = next;
        continue;
      }
      if (status < 200 || status >= 300) {
        answer.resume();
        throw new HostRefusal('http-status', `${shown(at)} answered ${status} ${answer.statusMessage ?? ''}`.trim(), {
          url: shown(at),
          status,
        });
      }
      return await body(answer, at, options.limit ?? defaultLimit);
    }
  } catch (error) {
    if (error instanceof HostRefusal) throw error;
    const why = signal.aborted ? `no answer within ${timeout} ms` : reason(error);
    throw new HostRefusal('unreachable', `cannot fetch ${shown(at)}: ${why}`, { url: shown(at) }, { cause: error });
  }
  throw new HostRefusal('unreachable', `cannot fetch ${shown(at)}: more than ${hops} redirects`, { url: shown(at) });
}

function parse(url: string, base?: URL): URL {
  const parsed = URL.canParse(url, base?.href) ? new URL(url, base?.href) : undefined;
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return parsed;
  throw new HostRefusal('bad-url', 'cannot fetch: not an http or https URL', { url: parsed ? shown(parsed) : url });
}

async function request(
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { get } = url.protocol === 'https:' ? await import('node:https') : await import('node:http');
  return new Promise((resolve, reject) => get(url, { headers, signal, agent: false }, resolve).once('error', reject));
}

async function body(answer: IncomingMessage, url: URL, limit: number): Promise<Buffer> {
  const tooLarge = (): HostRefusal =>
    new HostRefusal('too-large', `${shown(url)} is larger than ${limit} bytes`, { url: shown(url), limit });
  if (Number(answer.headers['content-length'] ?? 0) > limit) {
    answer.destroy();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !['authorization', 'cookie', 'proxy-authorization'].includes(name.toLowerCase()),
    ),
  );
}

/** Without credentials and query, which often carry tokens. */
function shown(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

function reason(error: unknown): string {
  // A name with several addresses fails with one error for each.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}
