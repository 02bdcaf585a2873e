import { blockOf, directiveOf, readLogrotate, type Directive } from '@fleet/options';
import type { Host, HostView } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import { inFile, readOptionsText } from '../options-file.js';

/** One file of the configuration, and those that it includes. */
export interface ConfigurationFile {
  readonly path: string;
  readonly text: string;
}

/** Names that logrotate leaves out of a directory that it includes (its `tabooext`, as it comes). */
const taboo =
  /(?:^\.|,v$|\.(?:bak|cfsaved|disabled|dpkg-(?:bak|del|dist|new|old|tmp)|rhn-cfg-tmp-.*|rpm(?:new|orig|save)|swp|ucf-(?:dist|new|old))$|~$)/;

/** @throws FunctionRefused, HostRefusal for a file that cannot be read */
export async function readConfiguration(host: Host, path: string): Promise<ConfigurationFile[]> {
  const main = { path, text: await readOptionsText(host, path) };
  const entries = inFile(path, () => readLogrotate(main.text));
  const files = [main];
  for (const entry of entries) {
    if (entry.kind !== 'directive' || entry.name !== 'include') continue;
    for (const included of await filesOf(host, entry.value))
      files.push({ path: included, text: await readOptionsText(host, included) });
  }
  return files;
}

async function filesOf(host: HostView, included: string): Promise<string[]> {
  const stats = await host.files.statTarget(included);
  if (stats?.kind === 'file') return [included];
  if (stats?.kind !== 'directory') return [];
  const paths = (await host.files.list(included))
    .filter((name) => !taboo.test(name))
    .map((name) => `${included.replace(/\/$/, '')}/${name}`);
  const kinds = await Promise.all(paths.map((path) => host.files.statTarget(path)));
  return paths.filter((_path, index) => kinds[index]?.kind === 'file');
}

/** As Salt answers it: directive → value, block → its directives, and which block came from which included file. */
export function asData(files: readonly ConfigurationFile[]): ValueMap {
  const all: ValueMap = new Map();
  const included: ValueMap = new Map();
  for (const [index, { path, text }] of files.entries()) {
    const names: Value[] = [];
    for (const entry of inFile(path, () => readLogrotate(text))) {
      if (entry.kind === 'directive') {
        if (index === 0) all.set(entry.name, valueOf(entry));
        continue;
      }
      const name = entry.files.join(' ');
      names.push(name);
      all.set(name, new Map(entry.directives.map((one): [Value, Value] => [one.name, valueOf(one)])));
    }
    if (index > 0) included.set(path.slice(path.lastIndexOf('/') + 1), names);
  }
  if (included.size > 0) all.set('include files', included);
  return all;
}

/** A number where it is one, true for a word that stands alone. */
export function valueOf({ value }: Directive): Value {
  if (value === '') return true;
  return /^[0-9]{1,15}$/.test(value) ? Number(value) : value;
}

/** What a directive is set to: of the block of a file where one is named, else at the top. `undefined`: it is not set. */
export function settingOf(
  files: readonly ConfigurationFile[],
  block: string | undefined,
  name: string,
): Value | undefined {
  const entries = files.flatMap(({ text }, index) =>
    readLogrotate(text).filter((entry) => index === 0 || entry.kind === 'block'),
  );
  const found = directiveOf(block === undefined ? entries : (blockOf(entries, block)?.directives ?? []), name);
  return found && valueOf(found);
}

/** The file in which the block of a log stands; the main one for whatever stands nowhere. */
export function holderOf(files: readonly ConfigurationFile[], block: string | undefined): ConfigurationFile {
  const [main] = files as [ConfigurationFile];
  if (block === undefined) return main;
  return files.find(({ text }) => blockOf(readLogrotate(text), block) !== undefined) ?? main;
}
