import { attemptEdit, backupName, backupDirectory, shownDiff, textOfFile, type Edit } from '@fleet/edits';
import { posix } from 'node:path';
import type { Host } from '@fleet/platform';
import { cacheFolder } from '../cp/cache.js';
import { FunctionRefused, type FunctionContext } from '../definition.js';

export interface FileEdit {
  readonly path: string;
  /** What is to become of the text, or a sentence why there is no such edit. */
  readonly edit: Edit | string;
  /** Extension of a copy of the old content, or `minion` for one in the cache. */
  readonly backup?: string | undefined;
  /** Where there is no file: refuse, begin with nothing, or do nothing. */
  readonly absent?: 'refuse' | 'empty' | 'ignore';
  /** Answer what would change, and leave the file alone. */
  readonly dryRun?: boolean;
}

export interface EditedFile {
  readonly changed: boolean;
  /** Of the old and the new text; empty where nothing changed. */
  readonly diff: string;
}

/**
 * Reads a text, edits it and writes it back in one step, its owner and mode kept. A file that only its owner may read shows no values in
 * the difference.
 * @throws FunctionRefused where the edit cannot be made; then nothing is written
 */
export async function editFile(host: Host, context: FunctionContext, wish: FileEdit): Promise<EditedFile> {
  const { path, edit, absent = 'refuse' } = wish;
  if (typeof edit === 'string') throw new FunctionRefused('bad-arguments', edit);
  const stats = await host.files.statTarget(path);
  if (stats && stats.kind !== 'file') throw new FunctionRefused('failed', `${path} is a ${stats.kind}, not a file`);
  if (!stats && absent === 'ignore') return { changed: false, diff: '' };
  if (!stats && absent === 'refuse') throw new FunctionRefused('not-found', `there is no file ${path}`);
  const held = stats ? textOfFile(path, await host.files.read(path)) : { text: '' };
  if ('problem' in held) throw new FunctionRefused('failed', held.problem);
  const edited = attemptEdit(edit, held.text);
  if ('problem' in edited) throw new FunctionRefused('failed', edited.problem);
  if (stats && edited.text === held.text) return { changed: false, diff: '' };
  const diff = shownDiff(held.text, edited.text, {
    private: stats !== undefined && (stats.mode & 0o077) === 0,
    // What the pillar holds in secret is taken out of every answer at the door of the minion.
    secret: () => false,
  });
  if (wish.dryRun) return { changed: true, diff };
  if (stats && wish.backup !== undefined) await keepBackup(host, context, path, wish.backup);
  await host.files.write(path, edited.text);
  return { changed: true, diff };
}

/** What functions that edit answer: the difference, or whether there is one. */
export function answerOf({ changed, diff }: EditedFile, show: boolean): string | boolean {
  return show ? diff : changed;
}

/** A copy of the old content with its owner and mode: it holds the same secrets. */
export async function keepBackup(host: Host, context: FunctionContext, path: string, how: string): Promise<void> {
  const stats = await host.files.statTarget(path);
  const ownership = stats && { uid: stats.uid, gid: stats.gid, mode: stats.mode };
  if (how !== 'minion') {
    await host.files.copy(path, `${path}${how}`, ownership);
    return;
  }
  const directory = backupDirectory(cacheFolder(context.opts), path);
  await host.files.makeDirectory(directory, { mode: 0o700 }, { parents: true });
  await host.files.copy(path, posix.join(directory, backupName(path, new Date())), ownership);
}
