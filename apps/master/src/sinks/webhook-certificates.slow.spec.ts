import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certifyServer, createAuthority } from '@fleet/identity';
import type { EventRow, SinkRow } from '@fleet/protocol';
import { BuiltSite } from '../../test-support/built-site.js';

const site = new BuiltSite();
const authority = createAuthority();
const aYear = 400 * 24 * 3_600_000;
const caFile = join(site.folder, 'ca.pem');

/** Receivers whose certificate is wrong, and what is said of each. */
const cases = {
  stranger: {
    shows: certifyServer(createAuthority(), ['localhost']),
    says: /is not signed by the authority in .*ca\.pem/,
  },
  misnamed: { shows: certifyServer(authority, ['elsewhere.example']), says: /is not for localhost/ },
  expired: { shows: certifyServer(authority, ['localhost'], Date.now() - aYear), says: /has expired/ },
  unknown: { shows: certifyServer(authority, ['localhost']), says: /no authority that this machine knows: `ca`/ },
} as const;
const names = Object.keys(cases) as (keyof typeof cases)[];
const servers = new Map<string, Server>();
const got = new Map<string, EventRow[]>();

async function listen(name: keyof typeof cases): Promise<object> {
  const { key, certificate } = cases[name].shows;
  const server = createServer({ key, cert: certificate }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.get(name)?.push(JSON.parse(Buffer.concat(chunks).toString()) as EventRow);
      response.writeHead(204).end();
    });
  });
  servers.set(name, server);
  got.set(name, []);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `https://localhost:${(server.address() as AddressInfo).port}/hook?token=t0k3n`;
  return { webhook: { url, timeout: '60s', ...(name !== 'unknown' && { ca: caFile }) }, tags: ['test/*'] };
}

async function sinks(): Promise<Map<string, SinkRow>> {
  const { sinks: rows } = await site.json<{ sinks: SinkRow[] }>('events', 'sinks');
  return new Map(rows.map((row) => [row.name, row]));
}

/** For a loop: none where the master was too busy to say. */
const sinksNow = (): Promise<Map<string, SinkRow>> => sinks().catch(() => new Map<string, SinkRow>());

beforeAll(async () => {
  writeFileSync(caFile, authority.certificate);
  await site.init();
  const configured: Record<string, object> = {};
  for (const name of names) configured[name] = await listen(name);
  site.configure({ sinks: configured });
  await site.startMaster();
  await site.minion('web1', await site.token());
  await site.until(() => site.answers('web1'));
});
afterAll(async () => {
  await site.stop();
  for (const server of servers.values()) {
    server.closeAllConnections();
    server.close();
  }
});

describe('a webhook whose certificate is wrong', () => {
  it('gets nothing, and what is wrong is said where operators look', async () => {
    for (const n of [1, 2, 3]) expect((await site.run('fleetctl', 'web1', 'event.send', `test/${n}`)).code).toBe(0);
    await site.until(async () => {
      const rows = await sinksNow();
      return names.every((name) => (rows.get(name)?.failures ?? 0) > 1);
    });
    const rows = await sinks();
    const shown = (await site.run('fleetctl', 'events', 'sinks')).output;
    const doctor = (await site.run('fleetctl', 'doctor')).output.replace(/\s+/g, ' ');
    for (const name of names) {
      const { says } = cases[name];
      expect(rows.get(name)).toMatchObject({ delivered: 0, lost: 0, error: expect.stringMatching(says) });
      expect(shown.replace(/\s+/g, ' ')).toMatch(says);
      expect(doctor).toMatch(new RegExp(`${name} takes none: [^;]*${says.source}`));
      expect(got.get(name)).toEqual([]);
      const tried = await site.run('fleetctl', 'events', 'sinks', 'test', name);
      expect(tried).toMatchObject({ code: 1, output: expect.stringMatching(says) });
    }
    for (const text of [shown, doctor, site.masterLog]) expect(text).not.toContain('t0k3n');
  });

  it('gets each event in order once its certificate is mended', async () => {
    const mended = names.filter((name) => name !== 'unknown');
    const { key, certificate } = certifyServer(authority, ['localhost']);
    for (const name of mended) servers.get(name)?.setSecureContext({ key, cert: certificate });
    // After so many failures a sink may rest for longer than `until` waits otherwise.
    await site.until(() => mended.every((name) => (got.get(name)?.length ?? 0) >= 3), 180_000);
    for (const name of mended) expect(got.get(name)?.map(({ tag }) => tag)).toEqual(['test/1', 'test/2', 'test/3']);
    await site.until(async () => {
      const rows = await sinksNow();
      return mended.every((name) => rows.get(name)?.state === 'idle');
    });
    const rows = await sinks();
    for (const name of mended) expect(rows.get(name)).toMatchObject({ delivered: 3, lost: 0, failures: 0, behind: 0 });
    expect(rows.get('unknown')).toMatchObject({ delivered: 0, lost: 0 });
  }, 240_000);
});
