import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { debianArchive } from '../../deploy/debian/apt-sources.mjs';
import { NoNatsServer, findNatsServer, isSafe } from '../../deploy/nats-server/fetch.mjs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleet-fetch-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, text: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

async function pretend(path: string, version: string): Promise<string> {
  const file = await write(path, `#!/bin/sh\necho 'nats-server: v${version}'\n`);
  await chmod(file, 0o755);
  return file;
}

describe('the Debian archive of this machine', () => {
  it('is found in stanzas, past comments, security archives and what is disabled', async () => {
    await write('sources.list', '# empty\n');
    await write(
      'sources.list.d/a.sources',
      'Types: deb\nURIs: https://packages.example/tools\nSuites: stable\nComponents: main\n',
    );
    await write(
      'sources.list.d/debian.sources',
      [
        'Enabled: no\nTypes: deb\nURIs: http://old.example/debian\nSuites: bookworm\nComponents: main',
        'Types: deb\nURIs: http://mirror.example/debian-security\nSuites: bookworm-security\nComponents: main',
        'Types: deb deb-src\n# a note\nURIs: http://mirror.example/debian/\nSuites: bookworm\n bookworm-updates\nComponents: main\nSigned-By: /usr/share/keyrings/d.gpg',
      ].join('\n\n'),
    );
    expect(await debianArchive(folder)).toEqual({
      uri: 'http://mirror.example/debian/',
      signedBy: '/usr/share/keyrings/d.gpg',
    });
  });

  it.each([
    ['deb http://mirror.example/debian bookworm main contrib', { uri: 'http://mirror.example/debian' }],
    [
      'deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian bookworm main # note',
      { uri: 'http://mirror.example/debian', signedBy: '/k.gpg' },
    ],
    ['deb mirror+file:/etc/apt/mirrors/debian.list bookworm main', { uri: 'mirror+file:/etc/apt/mirrors/debian.list' }],
    ['# deb http://mirror.example/debian bookworm main', undefined],
    ['deb-src http://mirror.example/debian bookworm main', undefined],
    ['deb http://mirror.example/ubuntu noble main', undefined],
  ])('is found in lines: %s', async (line, archive) => {
    await write('sources.list', `${line}\n`);
    expect(await debianArchive(folder)).toEqual(archive);
  });
});

describe('finding a nats-server', () => {
  const offline = (path: string) => ({
    offline: true,
    usual: [],
    folder: join(folder, 'cache'),
    environment: { PATH: join(folder, path) },
  });

  it('takes the one that was chosen, and no other', async () => {
    const path = await pretend('mine/nats-server', '2.14.3');
    expect(await findNatsServer({ ...offline('bin'), environment: { FLEET_NATS_SERVER: path } })).toEqual({
      path,
      version: '2.14.3',
      safe: true,
    });
    await expect(
      findNatsServer({ ...offline('bin'), environment: { FLEET_NATS_SERVER: '/bin/true' } }),
    ).rejects.toBeInstanceOf(NoNatsServer);
  });

  it('takes the fetched one before any on PATH', async () => {
    await pretend('bin/nats-server', '2.15.0');
    const path = await pretend('cache/usr/sbin/nats-server', '2.15.1');
    expect(await findNatsServer(offline('bin'))).toMatchObject({ path });
  });

  it('takes an unsafe one only where there is no other, and says what that means', async () => {
    const path = await pretend('bin/nats-server', '2.9.10');
    const said: string[] = [];
    expect(await findNatsServer({ ...offline('bin'), progress: (line: string) => void said.push(line) })).toEqual({
      path,
      version: '2.9.10',
      safe: false,
    });
    expect(said).toEqual([expect.stringContaining('GHSA-g33f-6538-grxh')]);
  });

  it('draws the line where the last advisory was fixed', () => {
    expect(
      ['2.12.11', '2.12.12', '2.13.9', '2.14.2', '2.14.3', '2.15.1', '3.0.0'].filter((version) => isSafe(version)),
    ).toEqual(['2.12.12', '2.14.3', '2.15.1', '3.0.0']);
  });
});
