import { posix } from 'node:path';
import { HostRefusal, type Host, type HostView } from '@fleet/platform';
import { parseYaml, toYaml } from '@fleet/rendering';
import { isMap, type Value, type ValueMap } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../definition.js';

export type ReadGrains =
  { readonly ok: true; readonly grains: ValueMap } | { readonly ok: false; readonly why: string };

/** Where a minion without a configured file has its own grains. */
const usualFile = '/etc/fleet/grains';

/** Grains that this minion was given, as YAML. No file: none. */
export async function readGrainsFile(host: HostView, file: string): Promise<ReadGrains> {
  const no = (why: string): ReadGrains => ({
    ok: false,
    why: `the grains in ${file} are left out, and nothing is written there: ${why}`,
  });
  try {
    if (!(await host.files.statTarget(file))) return { ok: true, grains: new Map() };
    const text = (await host.files.read(file, { limit: 1024 * 1024 })).toString('utf8');
    const parsed = parseYaml({ source: { name: file, text } });
    if (!parsed.ok) {
      const [first] = parsed.diagnostics;
      return no(`${first?.summary ?? 'it is not YAML'}${first?.at ? ` (line ${first.at.line})` : ''}`);
    }
    const { value } = parsed.value;
    if (value === null) return { ok: true, grains: new Map() };
    return isMap(value) ? { ok: true, grains: value } : no('it is not a mapping');
  } catch (error) {
    if (error instanceof HostRefusal) return no(error.message);
    throw error;
  }
}

/**
 * Changes them in the file, has all grains anew, and lets the master know. What the file held besides stays; its comments do not.
 * Where `edit` answers false there was nothing to change, and the file stays as it is.
 * @throws FunctionRefused where the file cannot be read: it is not overwritten then
 */
export async function editGrains(
  host: Host,
  context: FunctionContext,
  edit: (own: ValueMap) => boolean | void,
): Promise<void> {
  const file = context.paths?.grains ?? usualFile;
  const read = await readGrainsFile(host, file);
  if (!read.ok) throw new FunctionRefused('failed', `${read.why}; mend it, or move it away`);
  if (edit(read.grains) === false) return;
  const text = read.grains.size === 0 ? '{}\n' : toYaml(read.grains, { flow: false, sort: false });
  await host.files.makeDirectory(posix.dirname(file), {}, { parents: true });
  await host.files.write(file, text);
  await context.refresh('grains');
}

/** Puts a value at a path; what stands in the way of a step is replaced. */
export function putAt(grains: ValueMap, steps: readonly string[], value: Value): void {
  const [step, ...rest] = steps as [string, ...string[]];
  if (rest.length === 0) return void grains.set(step, value);
  const below = grains.get(step);
  const next: ValueMap = isMap(below) ? below : new Map();
  grains.set(step, next);
  putAt(next, rest, value);
}

/** Takes the value at a path away; false where there is none. */
export function takeAt(grains: ValueMap, steps: readonly string[]): boolean {
  const [step, ...rest] = steps as [string, ...string[]];
  if (rest.length === 0) return grains.delete(step);
  const below = grains.get(step);
  return isMap(below) && takeAt(below, rest);
}
