import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MemoryMachine } from '../memory/host.js';

interface Page {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
interface Question {
  readonly method: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** The web server of the network's cases: path → what it answers. */
const pages: Readonly<Record<string, (question: Question) => Page>> = {
  '/': () => ({ body: 'welcome', headers: { 'x-kind': 'page' } }),
  '/echo': ({ method, headers, body }) => ({ status: 201, body: `${method} ${String(headers['x-token'])} ${body}` }),
  '/moved': () => ({ status: 302, headers: { location: '/' } }),
  '/elsewhere': () => ({ status: 302, headers: { location: '/echo' } }),
  '/seen': () => ({ status: 303, headers: { location: '/echo' } }),
  '/gone': () => ({ status: 410, body: 'no longer' }),
};

/** The same on a machine in memory. */
export const memorySite: Pick<MemoryMachine, 'urls' | 'ports'> = {
  urls: Object.fromEntries(
    Object.entries(pages).map(([path, page]) => [
      `http://127.0.0.1:8080${path}`,
      ({ method, headers = {}, body }: { method: string; headers?: Readonly<Record<string, string>>; body: string }) =>
        page({ method, headers, body }),
    ]),
  ),
  ports: { '127.0.0.1:8080': true, 'no-such-host.invalid:80': 'ENOTFOUND' },
};

export async function serveSite(): Promise<{ readonly url: string; close(): void }> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const page = pages[request.url ?? '']?.({ method: request.method ?? '', headers: request.headers, body });
      response.writeHead(page?.status ?? (page ? 200 : 404), { ...page?.headers });
      response.end(page?.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
