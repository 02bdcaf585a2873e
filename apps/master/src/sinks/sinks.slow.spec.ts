import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventRow, SinkRow } from '@fleet/protocol';
import { BuiltSite } from '../../test-support/built-site.js';

const secret = 'correct horse battery';
const site = new BuiltSite();
let hooks: Hooks;

interface Hit {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A web server on the loopback that behaves as its paths say. */
class Hooks {
  readonly hits: Hit[] = [];
  /** Answers of `/sick`, one for each try; then 200. */
  readonly sick: number[] = [];
  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response));
  }

  static async start(): Promise<Hooks> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Hooks(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  at(path: string): Hit[] {
    return this.hits.filter((hit) => hit.path === path);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const path = (request.url ?? '').replace(/\?.*/, '');
    this.hits.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString() });
    switch (path) {
      case '/hangs':
        return;
      case '/sick':
        return void response.writeHead(this.sick.shift() ?? 200).end();
      case '/moved':
        return void response.writeHead(301, { location: `${this.url}/stolen` }).end();
      case '/huge':
        response.writeHead(200);
        response.on('error', () => undefined);
        return void response.end(Buffer.alloc(8 * 1024 * 1024));
      default:
        return void response.writeHead(204).end();
    }
  }
}

const fired = (hits: readonly Hit[]): EventRow[] => hits.map(({ body }) => JSON.parse(body) as EventRow);

async function sinks(): Promise<Record<string, SinkRow>> {
  const { output } = await site.run('fleetctl', '--out', 'json', 'events', 'sinks');
  return Object.fromEntries((JSON.parse(output) as { sinks: SinkRow[] }).sinks.map((row) => [row.name, row]));
}

/** For a loop: none where the master was too busy to say. */
const sinksNow = (): Promise<Record<string, SinkRow>> => sinks().catch(() => ({}));

const told = (name: string): string => join(site.folder, name);
/** Whole ones: the last may still be in the writing. */
const lines = (name: string): EventRow[] =>
  existsSync(told(name))
    ? readFileSync(told(name), 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as EventRow)
    : [];

beforeAll(async () => {
  hooks = await Hooks.start();
  await site.init();
  writeFileSync(told('secret'), `${secret}\n`, { mode: 0o600 });
  writeFileSync(told('open-secret'), secret);
  chmodSync(told('open-secret'), 0o644);
  // Once it hangs, once it dies half-way, and then it does what it should.
  writeFileSync(
    told('program'),
    `#!/bin/sh
n=$(cat ${told('tries')} 2>/dev/null || echo 0); echo $((n+1)) > ${told('tries')}
case $n in
  0) trap '' TERM; cat > /dev/null; sleep 60 ;;
  1) cat > /dev/null; echo the disk is full >&2; exit 3 ;;
  *) cat >> ${told('program.out')} ;;
esac
`,
    { mode: 0o755 },
  );
  const webhook = (path: string, more = {}): object => ({
    webhook: { url: `${hooks.url}${path}?token=t0k3n`, timeout: '60s', ...more },
  });
  const tags = ['test/*'];
  site.configure({
    events: { rows: 1000 },
    sinks: {
      good: {
        ...webhook('/good', { secret_file: told('secret'), headers: { authorization: 'Bearer h3ad3r' } }),
        tags,
      },
      batched: { ...webhook('/batched'), tags, batch: 50 },
      sick: { ...webhook('/sick'), tags },
      hangs: { ...webhook('/hangs', { timeout: '2s' }), tags },
      moved: { ...webhook('/moved'), tags },
      huge: { ...webhook('/huge'), tags },
      nobody: { webhook: { url: 'http://127.0.0.1:1/' }, tags },
      careless: { ...webhook('/careless', { secret_file: told('open-secret') }), tags },
      program: { command: { run: [told('program')], timeout: '10s' }, tags, batch: 10 },
      missing: { command: { run: ['/nonexistent/program'] }, tags },
      everything: { command: { run: ['/bin/sh', '-c', `cat >> ${told('everything.out')}`] }, batch: 1000 },
    },
  });
  await site.startMaster();
  await site.minion('web1', await site.token());
  await site.until(() => site.answers('web1'));
});
afterAll(async () => {
  await site.stop();
  hooks.stop();
});

async function send(...numbers: number[]): Promise<void> {
  for (const n of numbers)
    expect((await site.run('fleetctl', 'web1', 'event.send', `test/${n}`, `{n: ${n}}`)).code).toBe(0);
}

describe('sinks of a real master', () => {
  it('get each event in order, whatever happens to the others', async () => {
    hooks.sick.push(500, 503);
    await send(1, 2, 3);
    await site.until(
      async () => Object.values(await sinksNow()).filter(({ delivered }) => delivered === 3).length >= 5,
    );
    for (const path of ['/good', '/huge'])
      expect(fired(hooks.at(path)).map(({ tag, minion }) => [tag, minion])).toEqual([
        ['test/1', 'web1'],
        ['test/2', 'web1'],
        ['test/3', 'web1'],
      ]);
    expect(
      hooks
        .at('/batched')
        .flatMap(({ body }) => (JSON.parse(body) as { events: EventRow[] }).events.map(({ tag }) => tag)),
    ).toEqual(['test/1', 'test/2', 'test/3']);
    // The first was tried three times, with one name, before the second.
    expect(fired(hooks.at('/sick')).map(({ tag }) => tag)).toEqual(['test/1', 'test/1', 'test/1', 'test/2', 'test/3']);
    expect(
      new Set(
        hooks
          .at('/sick')
          .slice(0, 3)
          .map(({ headers }) => headers['x-fleet-delivery']),
      ).size,
    ).toBe(1);
  }, 180_000);

  it('sign what they send', () => {
    const [hit] = hooks.at('/good');
    const timestamp = hit?.headers['x-fleet-timestamp'] as string;
    const digest = createHmac('sha256', secret).update(`${timestamp}.${hit?.body}`).digest('hex');
    expect(hit?.headers).toMatchObject({
      'x-fleet-signature': `v1=${digest}`,
      'x-fleet-sink': 'good',
      'x-fleet-attempt': '1',
      authorization: 'Bearer h3ad3r',
    });
  });

  it('end a program that hangs, and try one again that dies', async () => {
    // Whoever took them and was ended all the same gets them once more.
    const got = (): EventRow[] => [...new Map(lines('program.out').map((row) => [row.sequence, row])).values()];
    await site.until(() => got().length >= 3);
    expect(got().map(({ tag }) => tag)).toEqual(['test/1', 'test/2', 'test/3']);
    expect(Number(readFileSync(told('tries'), 'utf8'))).toBeGreaterThanOrEqual(3);
  });

  it('say what is wrong, and nothing that is secret', async () => {
    const failing = {
      hangs: /no answer within/,
      moved: /301, a redirect/,
      nobody: /ECONNREFUSED/,
      careless: /chmod 600/,
      missing: /no such program/,
    };
    await site.until(async () => {
      const rows = await sinksNow();
      return Object.keys(failing).every((name) => (rows[name]?.failures ?? 0) > 0);
    });
    const rows = await sinks();
    for (const [name, words] of Object.entries(failing))
      expect(rows[name]).toMatchObject({ delivered: 0, error: expect.stringMatching(words) });
    expect(rows['good']).toMatchObject({ state: 'idle', delivered: 3, lost: 0, to: `${hooks.url}/good` });
    expect(hooks.at('/stolen')).toEqual([]);
    expect(hooks.at('/careless')).toEqual([]);
    const shown = (await site.run('fleetctl', 'events', 'sinks')).output;
    for (const text of [shown, site.masterLog]) expect(text).not.toMatch(/t0k3n|h3ad3r|correct horse/);
  });

  it('can be tried', async () => {
    expect(await site.run('fleetctl', 'events', 'sinks', 'test', 'good')).toMatchObject({ code: 0 });
    expect(fired(hooks.at('/good')).at(-1)).toMatchObject({ sequence: 0, tag: 'sink/good/test' });
    const failed = await site.run('fleetctl', 'events', 'sinks', 'test', 'moved');
    expect(failed).toMatchObject({ code: 1, output: expect.stringContaining('redirect') });
    expect((await site.run('fleetctl', 'events', 'sinks', 'test', 'god')).output).toContain('did you mean good?');
  });

  it('have everything at least once, and in order, over a master that is killed again and again', async () => {
    for (let round = 0; round < 3; round += 1) {
      const sent = send(...Array.from({ length: 6 }, (_, n) => 100 * (round + 1) + n)).catch(() => undefined);
      await new Promise((done) => setTimeout(done, 700 + 400 * round));
      await site.killMaster();
      await site.startMaster();
      // Who asked when it was killed goes on asking.
      await sent;
      await site.until(() => site.answers('web1'));
    }
    const journal = (await site.run('fleetctl', '--out', 'ndjson', 'events')).output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as EventRow);
    await site.until(() => lines('everything.out').some(({ sequence }) => sequence === journal.at(-1)?.sequence));
    const got = lines('everything.out')
      .map(({ sequence }) => sequence)
      .filter((sequence) => sequence > 0);
    const once_ = got.filter((sequence, index) => got.indexOf(sequence) === index);
    // What comes twice is left out by its number; the rest is the journal, from where the sink began.
    const wanted = journal
      .map(({ sequence }) => sequence)
      .filter((sequence) => sequence >= (once_[0] as number) && sequence <= (journal.at(-1)?.sequence as number));
    expect(once_.filter((sequence) => sequence <= (journal.at(-1)?.sequence as number))).toEqual(wanted);
    expect([...once_].sort((a, b) => a - b)).toEqual(once_);
  }, 240_000);
});
