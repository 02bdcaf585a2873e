import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Directories, MasterConfig } from '@fleet/config';
import { AgeFailed, type AgeFor, type AgeWith } from '@fleet/identity';
import { findBackup, listBackups } from '../backup/backup-folder.js';
import { createBackup } from '../backup/create-backup.js';
import { BackupUnusable, parts, readManifest, type Manifest } from '../backup/manifest.js';
import { has } from '../backup/open-archive.js';
import { progressOn } from '../backup/progress.js';
import { restoreBackup } from '../backup/restore-backup.js';
import { TarUnusable } from '../backup/tar.js';
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

/** What opens what is encrypted in a backup. */
interface Opening {
  readonly identity?: string;
  readonly passphraseFile?: string;
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
    ...(to || !config.backup.trees ? [] : ['it holds no states and pillar, which are encrypted as the keys are']),
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
export async function backupVerify(name: string, options: Common & Opening): Promise<void> {
  const { directory } = await opened(options);
  const key = await opener(options);
  const progress = progressOn();
  const folder = await said(findBackup(directory, name));
  const manifest = await said(verifyBackup(folder, (what) => progress.tell(what), key)).finally(() => progress.end());
  show(options, { folder, manifest }, [
    `${folder} is whole: ${describe(manifest)}`,
    ...(key || manifest.keys === 'none'
      ? []
      : ['whether you can open its keys shows with --identity or --passphrase-file']),
  ]);
}

/** `fleet-master backup restore` */
export async function backupRestore(
  name: string,
  options: Common &
    Opening & {
      readonly keys: boolean;
      readonly trees: boolean;
      readonly streams: boolean;
    },
): Promise<void> {
  const { config, places, directory } = await opened(options);
  const { keys, trees } = options;
  const key = await opener(options);
  if (!key && (keys || trees))
    throw new CommandFailed(
      `--${keys ? 'keys' : 'trees'} needs what opens them: --identity FILE, or --passphrase-file FILE`,
      exits.usage,
    );
  if (key && !keys && !trees)
    throw new CommandFailed('say what is to be put back beside the store: --keys, --trees, or both', exits.usage);
  const progress = progressOn();
  const folder = await said(findBackup(directory, name));
  const release = await said(lockRoot(places));
  try {
    const done = await said(
      restoreBackup({
        ...{ config, places, folder, streams: options.streams },
        ...(key && { opened: { key, keys, trees } }),
        tell: (what) => progress.tell(what),
      }),
    );
    progress.end();
    show(options, { folder, ...done }, [
      `${folder} is in place: ${describe(done.manifest)}`,
      ...(options.streams ? inSentences(done.restored) : ['what happened since was not read from the streams']),
      ...done.aside.map((place) => `what was there is in ${place}`),
      `master.yaml of then is in ${join(folder, parts.configuration)}; it was not put in place`,
      ...(trees || !has(done.manifest, 'trees')
        ? []
        : ['its states and pillar were not put in place: --trees does that']),
      'files that minions brought (artifacts) are in no backup: the store names them, and a state that collects them brings those again that are gone',
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

async function opener({ identity, passphraseFile }: Opening): Promise<AgeWith | undefined> {
  if (passphraseFile !== undefined) return { passphrase: await secretIn(passphraseFile) };
  if (identity === undefined) return undefined;
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
    if (error instanceof BackupUnusable || error instanceof AgeFailed || error instanceof TarUnusable)
      throw new CommandFailed(error.message, exits.failed, { cause: error });
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL')
      throw new CommandFailed('the disk is full; nothing half was left', exits.failed, { cause: error });
    throw inWords(error);
  }
}
