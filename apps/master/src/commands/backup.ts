import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Directories, MasterConfig } from '@fleet/config';
import { AgeFailed, type AgeFor, type AgeWith } from '@fleet/identity';
import { findBackup, listBackups } from '../backup/backup-folder.js';
import { createBackup } from '../backup/create-backup.js';
import { BackupUnusable, readManifest, type Manifest } from '../backup/manifest.js';
import { progressOn } from '../backup/progress.js';
import { restoreBackup } from '../backup/restore-backup.js';
import { verifyBackup } from '../backup/verify-backup.js';
import { inSentences } from '../facts/restored.js';
import { lockRoot } from '../runtime/root-lock.js';
import { inWords } from './in-words.js';
import { CommandFailed, exits, openConfig } from './open-config.js';

interface Common {
  readonly root: string;
  readonly directory?: string;
  readonly out: 'text' | 'json';
}

/** `fleet-master backup create` */
export async function backupCreate(
  options: Common & { readonly keys: boolean; readonly passphraseFile?: string },
): Promise<void> {
  const { config, places, directory } = await opened(options);
  const to = options.keys ? await receiver(config, options.passphraseFile) : undefined;
  const progress = progressOn();
  const made = await said(
    createBackup({ config, places, directory, ...(to && { to }), tell: (what) => progress.tell(what) }),
  ).finally(() => progress.end());
  show(options, made, [
    `made ${made.folder}: ${describe(made.manifest)}`,
    ...(made.removed.length > 0 ? [`deleted ${made.removed.join(', ')}, which need not be kept`] : []),
    ...(to ? [] : ['it holds no keys: without them a lost machine cannot be replaced']),
  ]);
}

/** `fleet-master backup list` */
export async function backupList(options: Common): Promise<void> {
  const { directory } = await opened(options);
  const rows: { name: string; manifest?: Manifest; problem?: string }[] = [];
  for (const { name, folder } of await listBackups(directory))
    rows.push(
      await readManifest(folder).then(
        (manifest) => ({ name, manifest }),
        (error: unknown) => ({ name, problem: (error as Error).message }),
      ),
    );
  const lines = rows.map(({ name, manifest, problem }) => `${name}  ${manifest ? describe(manifest) : problem}`);
  show(options, { directory, backups: rows }, lines.length > 0 ? lines : [`no backups in ${directory}`]);
}

/** `fleet-master backup verify` */
export async function backupVerify(name: string, options: Common): Promise<void> {
  const { directory } = await opened(options);
  const progress = progressOn();
  const folder = await said(findBackup(directory, name));
  const manifest = await said(verifyBackup(folder, (what) => progress.tell(what))).finally(() => progress.end());
  show(options, { folder, manifest }, [`${folder} is whole: ${describe(manifest)}`]);
}

/** `fleet-master backup restore` */
export async function backupRestore(
  name: string,
  options: Common & {
    readonly keys: boolean;
    readonly identity?: string;
    readonly passphraseFile?: string;
    readonly streams: boolean;
  },
): Promise<void> {
  const { config, places, directory } = await opened(options);
  const keys = options.keys ? await opener(options) : undefined;
  const progress = progressOn();
  const folder = await said(findBackup(directory, name));
  const release = await said(lockRoot(places));
  try {
    const done = await said(
      restoreBackup({
        ...{ config, places, folder, streams: options.streams },
        ...(keys && { keys }),
        tell: (what) => progress.tell(what),
      }),
    );
    progress.end();
    show(options, { folder, ...done }, [
      `${folder} is in place: ${describe(done.manifest)}`,
      ...(options.streams ? inSentences(done.restored) : ['what happened since was not read from the streams']),
      ...done.aside.map((place) => `what was there is in ${place}`),
      'files that minions brought (artifacts) are in no backup',
    ]);
  } finally {
    progress.end();
    release();
  }
}

async function opened(options: Common): Promise<{ config: MasterConfig; places: Directories; directory: string }> {
  const { config, places } = await openConfig(options.root);
  return { config, places, directory: resolve(options.directory ?? config.backup.directory) };
}

async function receiver({ backup }: MasterConfig, passphraseFile: string | undefined): Promise<AgeFor> {
  if (passphraseFile !== undefined) return { passphrase: await secretIn(passphraseFile) };
  if (backup.recipients.length > 0) return { recipients: backup.recipients };
  throw new CommandFailed(
    'the keys of the fleet are never written down in clear: name age recipients in master.yaml (backup: {recipients: [age1…]}), give --passphrase-file FILE, or leave the keys out with --without-keys',
    exits.configuration,
  );
}

async function opener({
  identity,
  passphraseFile,
}: {
  readonly identity?: string;
  readonly passphraseFile?: string;
}): Promise<AgeWith> {
  if (passphraseFile !== undefined) return { passphrase: await secretIn(passphraseFile) };
  if (identity === undefined)
    throw new CommandFailed('--keys needs what opens them: --identity FILE, or --passphrase-file FILE', exits.usage);
  const lines = (await secretIn(identity)).split('\n').map((line) => line.trim());
  const identities = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (identities.length === 0) throw new CommandFailed(`there is no age identity in ${identity}`, exits.usage);
  return { identities };
}

async function secretIn(file: string): Promise<string> {
  try {
    const text = (await readFile(file, 'utf8')).trim();
    if (text !== '') return text;
  } catch (cause) {
    throw new CommandFailed(`${file} cannot be read: ${(cause as NodeJS.ErrnoException).code ?? ''}`, exits.usage, {
      cause,
    });
  }
  throw new CommandFailed(`there is nothing in ${file}`, exits.usage);
}

function describe({ created, files, jobs, keys, version }: Manifest): string {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const how = keys === 'none' ? 'no keys' : `keys for ${keys === 'passphrase' ? 'a passphrase' : 'age recipients'}`;
  return `${new Date(created).toISOString()}, ${(bytes / 1024 ** 2).toFixed(1)} MiB, ${jobs} jobs, ${how}, fleet ${version}`;
}

function show({ out }: Common, data: unknown, lines: readonly string[]): void {
  process.stdout.write(out === 'json' ? `${JSON.stringify(data)}\n` : `${lines.join('\n')}\n`);
}

async function said<T>(doing: Promise<T>): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    if (error instanceof BackupUnusable || error instanceof AgeFailed)
      throw new CommandFailed(error.message, exits.failed, { cause: error });
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL')
      throw new CommandFailed('the disk is full; nothing half was left', exits.failed, { cause: error });
    throw inWords(error);
  }
}
