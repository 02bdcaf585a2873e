import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Trust } from './trust-definition.js';
import { natsServerConfig } from './nats-server-config.js';
import { findNatsProgram, startNatsServer } from './nats-server.js';
import { isSafeVersion } from './nats-versions.js';
import { freePort } from './free-port.js';
import { startScratchBus, type ScratchBus } from './scratch-bus.js';
import { createTrust, openTrust } from './trust.js';
import { files } from './trust-files.js';

let folder: string;
let trust: Trust;
let scratch: ScratchBus;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleet-trust-'));
  trust = await createTrust(join(folder, 'keys'));
  scratch = await startScratchBus();
});

afterAll(async () => {
  await scratch.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('trust', () => {
  it('keeps its seeds from others', async () => {
    for (const name of [
      files.operatorSeed,
      files.commandSeed,
      files.rootSeed,
      files.roleSeed('FLEET', 'minion'),
      files.userSeed('master'),
    ]) {
      expect((await stat(join(folder, 'keys', name))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o700);
  });

  it('never overwrites the keys of a fleet', async () => {
    await expect(createTrust(join(folder, 'keys'))).rejects.toMatchObject({
      code: 'trust-unusable',
      reason: expect.stringContaining('there are keys already'),
    });
    expect((await openTrust(join(folder, 'keys'))).accounts).toEqual(trust.accounts);
  });

  it('needs the seeds of root and operator for nothing that a running master does', async () => {
    for (const name of [files.operatorSeed, files.rootSeed]) await rm(join(folder, 'keys', name));
    const reopened = await openTrust(join(folder, 'keys'));
    expect(reopened.accountJwt('FLEET')).toMatch(/^ey/);
  });

  it('says which file is broken', async () => {
    await createTrust(join(folder, 'broken'));
    await writeFile(join(folder, 'broken', files.commandSeed), 'SUAXX\n');
    await expect(openTrust(join(folder, 'broken'))).rejects.toMatchObject({
      code: 'trust-unusable',
      reason: 'command.seed does not hold a key',
    });
  });
});

describe('the configuration of nats-server', () => {
  it('holds no seed', async () => {
    const text = natsServerConfig({ trust, port: 4222, folder, version: '2.15.1' });
    for (const name of [files.operatorSigningSeed, files.roleSeed('FLEET', 'minion'), files.commandSeed]) {
      expect(text).not.toContain((await readFile(join(folder, 'keys', name), 'utf8')).trim());
    }
    expect(text).not.toMatch(/\bS[OAU][A-Z2-7]{56}\b/);
  });

  it('gives a client longer than two seconds to say who it is, encrypted or not', () => {
    const settings = { trust, port: 4222, folder, version: '2.15.1' };
    const encrypted = natsServerConfig({ ...settings, tls: { certificate: '/c', key: '/k' } });
    for (const text of [natsServerConfig(settings), encrypted]) expect(text).toContain('authorization: { timeout: 6 }');
    expect(encrypted).toMatch(/^tls: .* timeout: 5, handshake_first: true/m);
  });

  it.each([
    ['2.15.1', 1, '128'],
    ['2.15.1', 2, '256'],
    ['2.11.0', 64, '512'],
    ['2.10.29', 64, undefined],
  ])('of %s on a machine of %d GiB lets returns wait in memory', (version, memory, expected) => {
    const text = natsServerConfig({ trust, port: 4222, folder: '/f', version, memory: memory * 1024 ** 3 });
    const bytes = expected === undefined ? undefined : String(Number(expected) * 1024 ** 2);
    expect(/max_buffered_size: (\d+)/.exec(text)?.[1]).toBe(bytes);
    expect(text.includes('max_buffered_msgs')).toBe(bytes !== undefined);
  });

  it('lets an unsafe server listen on loopback only', () => {
    const unsafe = { trust, port: 4222, folder, version: '2.10.27' };
    expect(() => natsServerConfig({ ...unsafe, host: '0.0.0.0' })).toThrow(
      expect.objectContaining({ code: 'unsafe', fields: expect.objectContaining({ advisory: 'GHSA-g33f-6538-grxh' }) }),
    );
    expect(natsServerConfig({ ...unsafe, host: '127.0.0.1' })).toContain('listen: "127.0.0.1:4222"');
  });

  it.each([
    ['2.9.10', false],
    ['2.10.27', false],
    ['2.12.11', false],
    ['2.12.12', true],
    ['2.13.0', false],
    ['2.14.2', false],
    ['2.14.3', true],
    ['2.15.1', true],
    ['3.0.0', true],
  ])('knows whether %s is safe: %s', (version, safe) => {
    expect(isSafeVersion(version)).toBe(safe);
  });
});

describe('the server', () => {
  it('says why it does not start', async () => {
    const configFile = join(folder, 'broken.conf');
    await writeFile(configFile, 'listen: [nonsense\n');
    await expect(
      startNatsServer({ program: scratch.program, configFile, logFile: join(folder, 'log'), folder }),
    ).rejects.toMatchObject({ code: 'failed', fields: { log: expect.stringContaining('Parse error') } });
  });

  it('says that its port is taken', async () => {
    const port = Number(new URL(scratch.url.replace('nats:', 'http:')).port);
    const configFile = join(folder, 'taken.conf');
    await writeFile(configFile, natsServerConfig({ trust, port, folder, version: scratch.program.version }));
    await expect(
      startNatsServer({ program: scratch.program, configFile, logFile: join(folder, 'log'), folder }),
    ).rejects.toMatchObject({ code: 'port-in-use' });
  });

  it('replaces the one that a killed master left behind', async () => {
    const configFile = join(folder, 'left.conf');
    await writeFile(
      configFile,
      natsServerConfig({ trust, port: await freePort(), folder, version: scratch.program.version }),
    );
    const start = () =>
      startNatsServer({
        program: scratch.program,
        configFile,
        logFile: join(folder, 'log'),
        folder: join(folder, 'run'),
      });
    const left = await start();
    const next = await start();
    await left.exited;
    expect(next.pid).not.toBe(left.pid);
    await next.stop();
  });

  it('is not found where there is none', async () => {
    await expect(findNatsProgram('/nonexistent/nats-server')).rejects.toMatchObject({ code: 'not-found' });
  });
});
