import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makePillarKey } from '@fleet/pillar';
import { ScratchBackup } from '../../test-support/scratch-backup.js';
import { BackupUnusable, describeFile, parts, withDigest, type Manifest } from './manifest.js';
import { verifyBackup } from './verify-backup.js';

let scratch: ScratchBackup;
let made: string;
let folder: string;
beforeAll(async () => {
  scratch = await ScratchBackup.make('trees: true');
  scratch.write('srv/fleet/states/top.sls', 'base: {}\n');
  made = (await scratch.backup()).folder;
});
afterAll(() => scratch?.remove());
beforeEach(() => {
  // Where it lies and what it is called do not matter.
  folder = join(scratch.root, 'usb');
  rmSync(folder, { recursive: true, force: true });
  cpSync(made, folder, { recursive: true });
});

const read = (): Manifest => JSON.parse(readFileSync(join(folder, parts.manifest), 'utf8')) as Manifest;
const edit = (change: Partial<Manifest>): void =>
  writeFileSync(join(folder, parts.manifest), JSON.stringify({ ...read(), ...change }));
/** As somebody would who knows how it is made. */
async function rewrite(change: Partial<Manifest> = {}): Promise<void> {
  const { digest: _former, ...rest } = { ...read(), ...change };
  const files = await Promise.all(rest.files.map(({ path }) => describeFile(folder, path)));
  writeFileSync(join(folder, parts.manifest), JSON.stringify(withDigest({ ...rest, files })));
}
const flip = (file: string, at: number): void => {
  const bytes = readFileSync(join(folder, file));
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(join(folder, file), bytes);
};
const without = (path: string): Manifest['files'] => read().files.filter((file) => file.path !== path);

/** Each is a kind of damage, and what is said of it. The key is given to all of them. */
const damages: [string, () => unknown, RegExp][] = [
  ...[parts.store, parts.keys, parts.configuration, parts.trees].flatMap((part): [string, () => unknown, RegExp][] => [
    [`${part} is missing`, () => rmSync(join(folder, part)), new RegExp(`${part} is missing`)],
    [`a byte of ${part} is another`, () => flip(part, 600), new RegExp(`${part} is not what was written`)],
    [`${part} is cut off`, () => truncateSync(join(folder, part), 300), new RegExp(`${part} is not what was written`)],
    [`${part} is empty`, () => truncateSync(join(folder, part), 0), new RegExp(`${part} is not what was written`)],
    [
      `the manifest was made to leave ${part} out`,
      () => (edit({ files: without(part) }), rmSync(join(folder, part))),
      part === parts.store ? /is damaged/ : /was changed after/,
    ],
  ]),
  ['the manifest is missing', () => rmSync(join(folder, parts.manifest)), /is no backup/],
  ['the manifest is cut off', () => truncateSync(join(folder, parts.manifest), 200), /is damaged/],
  ['the manifest is a list', () => writeFileSync(join(folder, parts.manifest), '[]'), /is damaged/],
  ['the manifest is of a later version', () => edit({ v: 2 as 1 }), /later version/],
  ...(['created', 'schema', 'epoch', 'jobs'] as const).map((field): [string, () => unknown, RegExp] => [
    `the manifest says another \`${field}\``,
    () => edit({ [field]: read()[field] + 1 }),
    /was changed after/,
  ]),
  ['the manifest says that there are no keys', () => edit({ keys: 'none' }), /was changed after/],
  ['the manifest has no digest', () => edit({ digest: undefined as unknown as string }), /was changed after/],
  [
    'the manifest names a file elsewhere',
    () => edit({ files: [{ path: '../../secret', size: 1, sha256: '' }, ...read().files] }),
    /is damaged/,
  ],
  [
    'a file and its hash were replaced',
    async () => {
      flip(parts.configuration, 600);
      edit({ files: await Promise.all(read().files.map(({ path }) => describeFile(folder, path))) });
    },
    /was changed after/,
  ],
  ['something else lies in it', () => writeFileSync(join(folder, 'fleet.db-wal'), 'x'), /does not belong/],
  // From here on hashes and digest are right.
  ['another epoch was written with a new digest', () => rewrite({ epoch: 1 }), /another store than the manifest/],
  [
    'the keys are no archive',
    () => (writeFileSync(join(folder, parts.keys), 'x'), rewrite()),
    /keys\.tar\.age cannot be opened: it is no whole age file/,
  ],
  [
    'the trees are those of a stranger',
    async () => (writeFileSync(join(folder, parts.trees), await strangersArchive()), rewrite()),
    /trees\.tar\.age cannot be opened: it is encrypted for other keys/,
  ],
  [
    'a page of the store is damaged',
    () => {
      const pages = readFileSync(join(folder, parts.store));
      pages.fill(0xee, 3 * 4096 + 100, 5 * 4096);
      writeFileSync(join(folder, parts.store), pages);
      return rewrite();
    },
    /fleet\.db (is damaged|cannot be read)/,
  ],
  [
    'the store is no store',
    () => (writeFileSync(join(folder, parts.store), 'once upon a time'), rewrite()),
    /cannot be read/,
  ],
];

describe('a backup', () => {
  it('is whole, wherever it was carried to', async () => {
    const key = { identities: [scratch.identity] };
    await expect(verifyBackup(folder, undefined, key)).resolves.toMatchObject({ jobs: 3, keys: 'recipients' });
    await expect(verifyBackup(made)).resolves.toMatchObject({ jobs: 3 });
  });

  it.each(damages)('is not whole where %s', async (_what, damage, sentence) => {
    await damage();
    const verified = verifyBackup(folder, undefined, { identities: [scratch.identity] });
    await expect(verified).rejects.toThrow(sentence);
    await expect(verified).rejects.toBeInstanceOf(BackupUnusable);
  });

  it('is of no use to somebody with another key', async () => {
    const { identity } = await makePillarKey();
    await expect(verifyBackup(folder, undefined, { identities: [identity] })).rejects.toThrow(
      /keys\.tar\.age cannot be opened: it is encrypted for other keys/,
    );
    await expect(verifyBackup(folder, undefined, { passphrase: 'x' })).rejects.toThrow(/cannot be opened/);
  });
});

async function strangersArchive(): Promise<Buffer> {
  const stranger = await ScratchBackup.make('trees: true');
  try {
    return readFileSync(join((await stranger.backup()).folder, parts.trees));
  } finally {
    stranger.remove();
  }
}
