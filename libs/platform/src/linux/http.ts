import type { IncomingMessage } from 'node:http';
import { HostRefusal, type HttpAnswer, type HttpOptions } from '../host.js';
import { asTimer } from './timer.js';

const defaultLimit = 256 * 1024 * 1024;
const defaultTimeout = 60_000;
const hops = 10;

interface Question extends HttpOptions {
  readonly method?: string;
  readonly body?: string | Buffer;
}

interface Asked {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
}

/** Asks a web server; node's own client, because the global `fetch` costs every process ten megabytes. */
export async function askHttp(url: string, question: Question = {}): Promise<HttpAnswer> {
  const timeout = question.timeout ?? defaultTimeout;
  const signal = AbortSignal.timeout(asTimer(timeout));
  const { method = 'GET', body } = question;
  const headers = { 'user-agent': 'fleet', accept: '*/*', ...question.headers };
  let ask: Asked = { url: parse(url), method, headers, body };
  try {
    for (let hop = 0; hop <= hops; hop += 1) {
      const answer = await send(ask, question, signal);
      const next = question.followRedirects === false ? undefined : redirected(ask, answer);
      if (!next && question.onlyStatus) {
        answer.destroy();
        return withBody(answer, ask, Buffer.alloc(0));
      }
      if (!next) return await read(answer, ask, question.limit ?? defaultLimit);
      // Nobody reads it, and it may have no end.
      answer.destroy();
      ask = next;
    }
  } catch (error) {
    if (error instanceof HostRefusal) throw error;
    const at = shown(ask.url);
    const why = signal.aborted ? `no answer within ${timeout} ms` : reason(error);
    throw new HostRefusal('unreachable', `cannot fetch ${at}: ${why}`, { url: at }, { cause: error });
  }
  const at = shown(ask.url);
  throw new HostRefusal('unreachable', `cannot fetch ${at}: more than ${hops} redirects`, { url: at });
}

function parse(url: string, base?: URL): URL {
  const parsed = URL.canParse(url, base?.href) ? new URL(url, base?.href) : undefined;
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return parsed;
  throw new HostRefusal('bad-url', 'cannot fetch: not an http or https URL', { url: parsed ? shown(parsed) : url });
}

async function send(ask: Asked, { verifyTls, tls }: Question, signal: AbortSignal): Promise<IncomingMessage> {
  const { request } = ask.url.protocol === 'https:' ? await import('node:https') : await import('node:http');
  const { method, headers } = ask;
  const options = { method, headers, signal, agent: false, rejectUnauthorized: verifyTls ?? true, ...tls };
  return new Promise((resolve, reject) => {
    const sent = request(ask.url, options, resolve)
      .on('error', reject)
      // Without these two, a server that wants to speak something else than HTTP is never answered, and neither is the caller.
      .once('upgrade', (_answer, socket) => {
        socket.destroy();
        reject(new Error('the server wants to speak something else than HTTP'));
      })
      .once('close', () => reject(new Error('the server closed the connection')));
    if (ask.body === undefined) sent.end();
    else sent.end(ask.body);
  });
}

/** What is asked next, as browsers do it: a 303 is fetched, and so is what a POST leads to that was moved. */
function redirected(ask: Asked, answer: IncomingMessage): Asked | undefined {
  const status = answer.statusCode ?? 0;
  const { location } = answer.headers;
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  const url = parse(location, ask.url);
  // Who is asked next need not be who the caller's tokens are for, and those go by many names.
  const headers = url.origin === ask.url.origin ? ask.headers : only(ask.headers, [...openHeaders, ...bodyHeaders]);
  const fetched = (status === 303 && ask.method !== 'HEAD') || (status <= 302 && ask.method === 'POST');
  if (!fetched) return { ...ask, url, headers };
  return { url, method: 'GET', headers: without(headers, bodyHeaders), body: undefined };
}

async function read(answer: IncomingMessage, ask: Asked, limit: number): Promise<HttpAnswer> {
  const { url, method } = ask;
  const tooLarge = (): HostRefusal =>
    new HostRefusal('too-large', `${shown(url)} is larger than ${limit} bytes`, { url: shown(url), limit, status });
  const status = answer.statusCode ?? 0;
  const announced = Number(answer.headers['content-length'] ?? 0);
  if (announced > limit && method !== 'HEAD') {
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
  return withBody(answer, ask, Buffer.concat(chunks));
}

function withBody(answer: IncomingMessage, { url }: Asked, body: Buffer): HttpAnswer {
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join('\n') : (value ?? ''),
    ]),
  );
  return { status: answer.statusCode ?? 0, reason: answer.statusMessage ?? '', headers, body, url: shown(url) };
}

/** What may be told to anybody. */
const openHeaders = ['user-agent', 'accept', 'accept-encoding', 'accept-language', 'cache-control', 'range'];
const bodyHeaders = ['content-type', 'content-length', 'content-encoding'];

function only(headers: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name.toLowerCase())));
}

function without(headers: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase())));
}

/** Without credentials and query, which often carry tokens. */
export function shown(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

function reason(error: unknown): string {
  // A name with several addresses fails with one error for each.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}
