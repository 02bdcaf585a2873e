import { HostRefusal, type Connection, type HttpAnswer, type HttpOptions, type Network } from '../host.js';

export interface MemoryQuestion extends HttpOptions {
  readonly url: string;
  readonly method: string;
  readonly body: string;
}

/** Content, an http status, or more of an answer. */
type Answer =
  string | Buffer | number | { status?: number; headers?: Readonly<Record<string, string>>; body?: string | Buffer };
export type MemoryAnswer = Answer | ((question: MemoryQuestion) => Answer);

/** Open, or the code of the error; a function is asked each time. */
export type MemoryPort = true | string | (() => true | string);

const reasons: Readonly<Record<number, string>> = { 200: 'OK', 404: 'Not Found', 500: 'Internal Server Error' };

export class MemoryNetwork implements Network {
  constructor(
    private readonly machine: {
      readonly hostname?: string;
      readonly fqdn?: string;
      readonly interfaces?: ReturnType<Network['interfaces']>;
      readonly names?: Readonly<Record<string, readonly string[]>>;
      readonly urls?: Readonly<Record<string, MemoryAnswer>>;
      readonly ports?: Readonly<Record<string, MemoryPort>>;
    },
  ) {}

  hostname(): string {
    return this.machine.hostname ?? 'memory';
  }
  async fqdn(): Promise<string> {
    return this.machine.fqdn ?? this.hostname();
  }
  interfaces(): ReturnType<Network['interfaces']> {
    const loopback = {
      address: '127.0.0.1',
      family: 4,
      netmask: '255.0.0.0',
      mac: '00:00:00:00:00:00',
      internal: true,
    } as const;
    return this.machine.interfaces ?? new Map([['lo', [loopback]]]);
  }

  async resolve(name: string): Promise<readonly string[]> {
    return this.machine.names?.[name] ?? [];
  }

  async connect(host: string, port: number): Promise<Connection> {
    const known = this.machine.ports?.[`${host}:${port}`] ?? 'ECONNREFUSED';
    const answer = typeof known === 'function' ? known() : known;
    return answer === true ? { open: true, address: host } : { open: false, code: answer };
  }

  async fetch(url: string, options: HttpOptions = {}): Promise<Buffer> {
    const { status, reason, body } = await this.ask(url, options);
    if (status >= 200 && status < 300) return body;
    throw new HostRefusal('http-status', `${url} answered ${status} ${reason}`.trim(), { url, status });
  }

  async look(url: string, options: HttpOptions & { method?: 'GET' | 'HEAD' } = {}): Promise<HttpAnswer> {
    return this.ask(url, options);
  }

  async request(url: string, options: HttpOptions & { method: string; body?: string | Buffer }): Promise<HttpAnswer> {
    return this.ask(url, options);
  }

  private async ask(
    url: string,
    options: HttpOptions & { method?: string; body?: string | Buffer },
    hop = 0,
  ): Promise<HttpAnswer> {
    if (!/^https?:\/\//.test(url)) throw new HostRefusal('bad-url', 'cannot fetch: not an http or https URL', { url });
    const known = this.machine.urls?.[url];
    if (known === undefined) throw new HostRefusal('unreachable', `cannot fetch ${url}: no such host`, { url });
    const { method = 'GET', body = '' } = options;
    const made = typeof known === 'function' ? known({ ...options, url, method, body: body.toString() }) : known;
    const answer =
      typeof made === 'number'
        ? { status: made }
        : typeof made === 'object' && !Buffer.isBuffer(made)
          ? made
          : { body: made };
    const { status = 200, headers = {} } = answer;
    const fetched = (status === 303 && method !== 'HEAD') || (status <= 302 && method === 'POST');
    if (
      status >= 300 &&
      status < 400 &&
      headers.location !== undefined &&
      options.followRedirects !== false &&
      hop < 10
    )
      return this.ask(
        new URL(headers.location, url).href,
        fetched ? { ...options, method: 'GET', body: '' } : options,
        hop + 1,
      );
    const content = method === 'HEAD' ? Buffer.alloc(0) : Buffer.from(answer.body ?? '');
    if (options.limit !== undefined && content.length > options.limit)
      throw new HostRefusal('too-large', `${url} is larger than ${options.limit} bytes`, { url, limit: options.limit });
    return { status, reason: reasons[status] ?? '', headers, body: content, url };
  }
}
