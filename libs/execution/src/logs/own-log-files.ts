import { posix } from 'node:path';
import { HostRefusal, type HostView } from '@fleet/platform';

/** Files of a unit that hold more than settings of a service are none. */
const largest = 256 * 1024;

/** The files that units write what they say to, by unit: `StandardOutput=append:…`, which systemd does not tell but in the text of the unit. */
export async function ownLogFiles(host: HostView, units: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const shown = await host.services.showOf(units, ['FragmentPath', 'DropInPaths', 'StandardOutput', 'StandardError']);
  const texts = new Map<string, Promise<string>>();
  const read = (path: string): Promise<string> => {
    const known = texts.get(path) ?? textOf(host, path);
    texts.set(path, known);
    return known;
  };
  const found = new Map<string, string[]>();
  for (const [index, unit] of units.entries()) {
    const { FragmentPath = '', DropInPaths = '', StandardOutput = '', StandardError = '' } = shown[index] ?? {};
    const writes = [StandardOutput, StandardError].some((how) => /^(?:append|file|truncate)/.test(how));
    if (!writes && StandardOutput !== '') continue;
    const paths = [FragmentPath, ...DropInPaths.split(' ')].filter((path) => path.startsWith('/'));
    const files = filesIn(await Promise.all(paths.map(read)), unit);
    if (files.length > 0) found.set(unit, files);
  }
  return found;
}

/** The last word on each stream counts. */
function filesIn(texts: readonly string[], unit: string): string[] {
  const streams = new Map<string, string>();
  for (const text of texts)
    for (const [, stream = '', value = ''] of text.matchAll(/^(StandardOutput|StandardError)=(.*)$/gm))
      streams.set(stream, value.trim());
  const paths = [...streams.values()].flatMap((value) => /^(?:append|file|truncate):(\/.*)$/.exec(value)?.[1] ?? []);
  return [...new Set(paths.map((path) => specified(path, unit)).filter((path) => path !== undefined))];
}

/** With the specifiers of systemd that names of logs have; `undefined` with any other, and where the name of an instance leads elsewhere. */
function specified(path: string, unit: string): string | undefined {
  const stem = unit.replace(/\.[a-z]+$/, '');
  const [prefix = '', instance = ''] = stem.split(/@(.*)/s);
  const known: Readonly<Record<string, string>> = { '%': '%', i: instance, n: unit, N: stem, p: prefix };
  let unknown = false;
  const text = path.replace(/%(.)/g, (_all, letter: string) => {
    unknown ||= !Object.hasOwn(known, letter);
    return known[letter] ?? '';
  });
  return unknown || posix.normalize(text) !== text ? undefined : text;
}

async function textOf(host: HostView, path: string): Promise<string> {
  try {
    return (await host.files.read(path, { limit: largest })).toString('utf8');
  } catch (cause) {
    // Taken away since systemd read it.
    if (cause instanceof HostRefusal && ['ENOENT', 'too-large'].includes(cause.code)) return '';
    throw cause;
  }
}
