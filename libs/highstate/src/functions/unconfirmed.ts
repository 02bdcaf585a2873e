import { posix } from 'node:path';
import type { FileTree } from '@fleet/fileserver';
import { FunctionRefused, type FunctionContext } from '@fleet/execution';
import { parseYaml } from '@fleet/rendering';
import { isMap } from '@fleet/values';
import type { CompiledStates } from '../compile-states.js';
import { nameOf } from '../sls/sls-index.js';

/**
 * Refuses a run of an SLS that its formula wants confirmed (`confirm` of formula.yaml) where nobody has. The master asks before it sends
 * anything, by what texts say; here it is known what they compiled to, so that an include whose name a template made, a schedule or a call
 * past the master are met too.
 * @throws FunctionRefused `confirmation-required`
 */
export async function refuseUnconfirmed(
  { sls: files, low }: Pick<CompiledStates, 'sls' | 'low'>,
  { confirmed, tree }: Pick<FunctionContext, 'confirmed' | 'tree'>,
): Promise<void> {
  if (confirmed) return;
  const asks: { what: string; loses: string }[] = [];
  for (const environment of new Set(low.map((chunk) => chunk.environment))) {
    const here = new Set(low.filter((chunk) => chunk.environment === environment).map(({ sls }) => sls));
    // By their files: `a/b` and `a.b.init` are names of the same.
    const run = new Set(
      files.filter((file) => file.environment === environment && here.has(file.sls)).map(({ path }) => nameOf(path)),
    );
    for (const [sls, loses] of await confirmIn(await tree(), environment))
      if (run.has(sls)) asks.push({ what: sls, loses });
  }
  if (asks.length === 0) return;
  throw new FunctionRefused(
    'confirmation-required',
    `${asks.map(({ what }) => what).join(', ')} has to be confirmed, and nobody did; nothing was touched. ` +
      `${asks.map(({ loses }) => loses).join(' ')} --yes confirms it.`,
    { asks },
  );
}

/** Of every formula of an environment; the master holds each to its shape before it delivers a pillar. */
async function confirmIn(tree: FileTree, environment: string): Promise<readonly (readonly [string, string])[]> {
  if (!tree.environments.includes(environment)) return [];
  const found: (readonly [string, string])[] = [];
  for (const { path } of await tree.list(environment)) {
    if (posix.basename(path) !== 'formula.yaml' || posix.dirname(path) === '.') continue;
    const text = (await tree.read(environment, path)).toString('utf8');
    const parsed = parseYaml({ source: { name: path, text } });
    // What it would have asked about is not known.
    if (!parsed.ok)
      throw new FunctionRefused('compile-failed', `${path} cannot be read`, { diagnostics: parsed.diagnostics });
    const confirm = isMap(parsed.value.value) ? parsed.value.value.get('confirm') : undefined;
    if (isMap(confirm)) found.push(...[...confirm].map(([sls, loses]) => [String(sls), String(loses)] as const));
  }
  return found;
}
