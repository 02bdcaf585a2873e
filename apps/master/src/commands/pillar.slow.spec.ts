import { mkdtempSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { decryptValue, makePillarKey } from '@fleet/pillar';
import { init } from './init.js';
import { pillarDecrypt, pillarEncrypt, pillarKey } from './pillar.js';

let root: string;
let printed: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fleet-pillar-key-'));
  printed = [];
  const keep = ((text: string) => printed.push(text) > 0) as typeof process.stdout.write;
  jest.spyOn(process.stdout, 'write').mockImplementation(keep);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(root, { recursive: true, force: true });
});

/** What a command puts out. */
async function output(running: Promise<void>): Promise<string> {
  printed = [];
  await running;
  return printed.join('');
}

async function file(path: string, text: string): Promise<string> {
  const place = join(root, path);
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, text);
  return place;
}

const keyFile = (): string => join(root, 'var/lib/fleet/master/keys/pillar.age');

describe('fleet-master pillar', () => {
  beforeEach(() => mkdir(dirname(keyFile()), { recursive: true, mode: 0o700 }).then(() => undefined));

  it('makes no key where there is no master yet: init would take it for all of its keys', async () => {
    await rm(dirname(keyFile()), { recursive: true });
    await expect(pillarKey({ root })).rejects.toMatchObject({ exitCode: 78, message: /fleet-master init makes it/ });
  });

  it('key makes the key once, for its owner alone, and prints what is encrypted for', async () => {
    const first = await output(pillarKey({ root }));
    expect(first).toMatch(/^age1[a-z0-9]{58}\n$/);
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
    expect(await output(pillarKey({ root }))).toBe(first);
  });

  it('init makes the key too, and keeps it', async () => {
    await rm(dirname(keyFile()), { recursive: true });
    const options = { root, server: [], fileRoot: [], pillarRoot: [], external: false };
    await init(options);
    const made = await readFile(keyFile(), 'utf8');
    await init(options);
    expect(await readFile(keyFile(), 'utf8')).toBe(made);
  });

  it('encrypts what decrypt prints again, also out of a pillar file', async () => {
    const plain = await file('value', 'two\nlines ünd more\n');
    const armored = await output(pillarEncrypt(plain, { root, keepNewline: false }));
    expect(armored).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
    expect(await output(pillarDecrypt(await file('armored', armored), { root }))).toBe('two\nlines ünd more');
    const block = await output(pillarEncrypt(plain, { root, keepNewline: true, yamlIndent: '4' }));
    expect(block).toMatch(/^\|\n( {4}\S[^\n]+\n)+$/);
    const pasted = await file('a.sls', `web:\n  key: ${block}  other: 1\n`);
    expect(await output(pillarDecrypt(pasted, { root }))).toBe('two\nlines ünd more\n');
  });

  it('decrypts every value of a file, each below the path of its key', async () => {
    const encrypted = async (value: string, yamlIndent: string): Promise<string> =>
      output(pillarEncrypt(await file('value', value), { root, keepNewline: false, yamlIndent }));
    const pasted = await file(
      'nodes.sls',
      `{% set other = 1 %}\nnodes:\n  node_01:\n    port: 1\n    key: ${await encrypted('one', '6')}` +
        `  'node_02':\n    # again\n    key: ${await encrypted('two\nlines', '6')}` +
        `list:\n- name: a\n  pin: ${await encrypted('three', '4')}- ${await encrypted('four', '2')}`,
    );
    expect((await output(pillarDecrypt(pasted, { root }))).replace(/line \d+/g, 'line N')).toBe(
      '# nodes:node_01:key, line N\none\n# nodes:node_02:key, line N\ntwo\nlines\n# list:pin, line N\nthree\n# list, line N\nfour\n',
    );
    const lines = (await readFile(pasted, 'utf8')).split('\n');
    const second = lines.findIndex((row, index) => index > 6 && row.includes('BEGIN AGE')) + 1;
    expect(printed.join('')).toContain(`node_02:key, line ${second}\n`);

    const other = await makePillarKey();
    await writeFile(keyFile(), `${other.identity}\n`);
    await expect(pillarDecrypt(pasted, { root })).rejects.toMatchObject({
      exitCode: 1,
      message: /^line 6: .*other keys/,
    });
  });

  it('encrypts for the further recipients of the configuration, and decrypts with further identities', async () => {
    const other = await makePillarKey();
    await file('etc/fleet/master.yaml', `pillar_recipients: [${other.recipient}]\n`);
    const armored = await output(pillarEncrypt(await file('value', 'both'), { root, keepNewline: false }));
    expect(await decryptValue(armored, [other.identity])).toBe('both');
    await rm(keyFile());
    const old = await file('old.age', `# older\n${other.identity}\n`);
    await chmod(old, 0o600);
    await file('etc/fleet/master.yaml', 'pillar_identities: [old.age]\n');
    expect(await output(pillarDecrypt(await file('armored', armored), { root }))).toBe('both');
  });

  it('refuses keys that others can read, texts that are not encrypted, and what it has no key for', async () => {
    const plain = await file('value', 'x');
    const armored = await file('armored', await output(pillarEncrypt(plain, { root, keepNewline: false })));
    await chmod(keyFile(), 0o644);
    await expect(pillarDecrypt(armored, { root })).rejects.toMatchObject({ exitCode: 78, message: /chmod 600/ });
    await rm(keyFile());
    await expect(pillarDecrypt(armored, { root })).rejects.toMatchObject({ exitCode: 78, message: /pillar key makes/ });
    await pillarKey({ root });
    await expect(pillarDecrypt(armored, { root })).rejects.toMatchObject({ exitCode: 1, message: /other keys/ });
    await expect(pillarDecrypt(plain, { root })).rejects.toMatchObject({ exitCode: 2 });
    await expect(pillarEncrypt(armored, { root, keepNewline: false })).rejects.toMatchObject({ exitCode: 2 });
    await expect(pillarEncrypt(join(root, 'nope'), { root, keepNewline: false })).rejects.toMatchObject({
      exitCode: 1,
    });
  });
});
