import { HostRefusal, type NetworkView } from '../host.js';

export class MemoryNetwork implements NetworkView {
  constructor(
    private readonly machine: {
      readonly hostname?: string;
      readonly fqdn?: string;
      readonly interfaces?: ReturnType<NetworkView['interfaces']>;
      readonly names?: Readonly<Record<string, readonly string[]>>;
      readonly urls?: Readonly<Record<string, string | Buffer | number>>;
    },
  ) {}

  hostname(): string {
    return this.machine.hostname ?? 'memory';
  }
  async fqdn(): Promise<string> {
    return this.machine.fqdn ?? this.hostname();
  }
  interfaces(): ReturnType<NetworkView['interfaces']> {
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

  async fetch(url: string, options: { limit?: number } = {}): Promise<Buffer> {
    if (!/^https?:\/\//.test(url)) throw new HostRefusal('bad-url', 'cannot fetch: not an http or https URL', { url });
    const answer = this.machine.urls?.[url];
    if (answer === undefined) throw new HostRefusal('unreachable', `cannot fetch ${url}: no such host`, { url });
    if (typeof answer === 'number')
      throw new HostRefusal('http-status', `${url} answered ${answer}`, { url, status: answer });
    const content = Buffer.from(answer);
    if (options.limit !== undefined && content.length > options.limit)
      throw new HostRefusal('too-large', `${url} is larger than ${options.limit} bytes`, { url, limit: options.limit });
    return content;
  }
}
