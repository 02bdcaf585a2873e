import { posix } from 'node:path';
import { HostRefusal, type HostView } from '@fleet/platform';
import { isGlob } from '@fleet/targeting';
import { isList } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import { expandGlob } from '../file/expand-glob.js';
import { ownLogFiles } from './own-log-files.js';

export interface LogFile {
  readonly path: string;
  /** How lines of it are called: the unit that writes it, or the path. */
  readonly source: string;
  /** Directories, one of which it has to lie in. */
  readonly within: readonly string[];
}

export interface LogSources {
  /** Names or globs for the journal; empty: nothing of it. */
  readonly units: readonly string[];
  readonly files: readonly LogFile[];
  /** What was asked for and is not there. */
  readonly missing: readonly string[];
}

/** Files that one call reads. */
const most = 200;

/** @throws FunctionRefused `not-allowed` for a file outside of the directories of logs, `bad-arguments` */
export async function findSources(
  host: HostView,
  logs: readonly string[],
  context: FunctionContext,
): Promise<LogSources> {
  const units: string[] = [];
  const files: LogFile[] = [];
  const missing: string[] = [];
  for (const word of logs.map((log) => log.trim()).filter((log) => log !== '')) {
    if (word.startsWith('/')) {
      const found = await filesFor(host, word, directoriesOf(context));
      files.push(...found);
      if (found.length === 0) missing.push(word);
      continue;
    }
    if (!/^[A-Za-z0-9:_.@*?[\]\\!^-]+$/.test(word) || word.startsWith('-'))
      throw new FunctionRefused('bad-arguments', `${word} is neither a unit nor the path of a file`);
    const known = await unitsFor(host, word);
    for (const [unit, paths] of await ownLogFiles(host, known))
      // The directory that the unit names is trusted with it, since only root can name it.
      for (const path of paths)
        files.push({ path, source: unit.replace(/\.service$/, ''), within: [posix.dirname(path)] });
    units.push(word);
    if (known.length === 0) missing.push(word);
  }
  if (units.length + files.length + missing.length === 0)
    throw new FunctionRefused('bad-arguments', 'name a unit or a log file: cortensord@node_01, /var/log/syslog');
  const once = [...new Map(files.map((file) => [file.path, file])).values()];
  if (once.length > most)
    throw new FunctionRefused('bad-arguments', `these are ${once.length} log files; one call reads at most ${most}`);
  return { units, files: once, missing };
}

/** Those that systemd lists; one that is named is known, too, where only its template is there. */
async function unitsFor(host: HostView, word: string): Promise<readonly string[]> {
  if (host.services.suits() === 'no') return [];
  const found = await host.services.find(word);
  if (found.length > 0 || isGlob(word)) return found;
  const { known, name } = await host.services.status(word);
  return known ? [name] : [];
}

/** What the configuration of the minion names. */
function directoriesOf({ opts }: FunctionContext): readonly string[] {
  const given = opts.get('log_directories');
  return isList(given) ? given.map(String) : ['/var/log'];
}

async function filesFor(host: HostView, path: string, within: readonly string[]): Promise<LogFile[]> {
  const clean = posix.normalize(path);
  // Said by the path alone, so that nobody learns what else there is; what it leads to is looked at when it is opened.
  if (!within.some((directory) => clean.startsWith(directory.endsWith('/') ? directory : `${directory}/`)))
    throw new FunctionRefused(
      'not-allowed',
      `${path} does not lie in a directory of logs (${within.join(', ') || 'there is none'}); log_directories of minion.yaml says which there are`,
    );
  const paths = isGlob(clean) ? await collected(expandGlob(host, clean)) : [clean];
  const found: LogFile[] = [];
  for (const each of paths) {
    const stats = await stat(host, each);
    if (stats?.kind === 'directory' && !isGlob(clean))
      throw new FunctionRefused('bad-arguments', `${each} is a directory; its logs are ${posix.join(each, '*.log')}`);
    if (stats?.kind === 'file') found.push({ path: each, source: each, within });
  }
  return found;
}

async function stat(host: HostView, path: string) {
  try {
    return await host.files.statTarget(path);
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'EACCES') return undefined;
    throw cause;
  }
}

async function collected(paths: AsyncGenerator<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const path of paths) {
    all.push(path);
    if (all.length > most) break;
  }
  return all;
}
