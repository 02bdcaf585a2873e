import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fetchUrl } from './fetch.js';

function answerInParts(response: ServerResponse): void {
  response.write('x'.repeat(10));
  response.end('y');
}

let base: string;
let other: string;
const servers: Server[] = [];

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  other = await serve((request, response) =>
    response.end(`${request.headers.authorization ?? 'no token'}, ${request.headers['x-api-key'] ?? 'no key'}`),
  );
  base = await serve((request, response) => {
    const path = request.url ?? '';
    if (path === '/file') response.end('content');
    else if (path === '/chunked') answerInParts(response);
    else if (path === '/there') response.writeHead(302, { location: '/file' }).end();
    else if (path === '/away') response.writeHead(307, { location: `${other}/x` }).end();
    else if (path === '/loop') response.writeHead(301, { location: '/loop' }).end();
    else if (path === '/ftp') response.writeHead(301, { location: 'file:///etc/shadow' }).end();
    else if (path === '/upgrade')
      response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\nConnection: upgrade\r\n\r\n');
    else if (path !== '/silence') response.writeHead(404).end('nothing');
  });
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

describe('fetching', () => {
  it('takes more patience than a timer has', async () => {
    expect((await fetchUrl(`${base}/file`, { timeout: 2 ** 40 })).toString()).toBe('content');
  });
  it('follows redirects and gives the content', async () => {
    expect((await fetchUrl(`${base}/there`)).toString()).toBe('content');
  });
  it('does not show a token to another origin', async () => {
    const headers = { Authorization: 'Bearer abc', 'X-API-Key': 'abc' };
    expect((await fetchUrl(`${base}/away`, { headers })).toString()).toBe('no token, no key');
  });
  it.each([
    ['a status', '/none?token=abc', {}, 'http-status'],
    ['more than the limit, announced', '/file', { limit: 3 }, 'too-large'],
    ['more than the limit, by surprise', '/chunked', { limit: 10 }, 'too-large'],
    ['redirects without end', '/loop', {}, 'unreachable'],
    ['a redirect to a file', '/ftp', {}, 'bad-url'],
    ['a server that wants to speak something else', '/upgrade', {}, 'unreachable'],
    ['silence', '/silence', { timeout: 100 }, 'unreachable'],
  ])('refuses %s', async (_case, path, options, code) => {
    const refusal = await fetchUrl(base + path, options).catch((error: unknown) => error as Error);
    expect(refusal).toMatchObject({ name: 'HostRefusal', code });
    expect(String(refusal)).not.toContain('abc');
  });
  it('refuses what nobody answers, and what is no URL', async () => {
    await expect(fetchUrl('http://127.0.0.1:1/')).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('ECONNREFUSED') as unknown,
    });
    for (const url of ['file:///etc/passwd', 'nonsense', ''])
      await expect(fetchUrl(url)).rejects.toMatchObject({ code: 'bad-url' });
  });
});
