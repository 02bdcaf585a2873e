import { posix } from 'node:path';
import type { FileTree } from '@fleet/fileserver';
import { FunctionRefused, type FunctionContext } from '@fleet/execution';
import { parseYaml } from '@fleet/rendering';
import { isMap } from '@fleet/values';
import type { CompiledStates } from '../compile-states.js';
import type { Chunk } from '../representations.js';
import { nameOf } from '../sls/sls-index.js';

/** An SLS of the run that its formula wants confirmed (`confirm` of formula.yaml), and what is lost with it. */
interface Confirmable {
  readonly what: string;
  readonly loses: string;
  readonly chunks: readonly Chunk[];
}

/**
 * Refuses a run of an SLS that its formula wants confirmed where nobody has. The master asks before it sends anything, by what texts say; here it is
 * known what they compiled to, so that an include whose name a template made, a schedule or a call past the master are met too.
 * @returns chunks of SLS that were confirmed: a yes to an SLS is one to what its chunks destroy
 * @throws FunctionRefused `confirmation-required`
 */
export async function refuseUnconfirmed(
  compiled: Pick<CompiledStates, 'sls' | 'low'>,
  { confirmed, tree }: Pick<FunctionContext, 'confirmed' | 'tree'>,
): Promise<ReadonlySet<Chunk>> {
  const found = await confirmable(compiled, tree);
  if (confirmed || found.length === 0) return new Set(found.flatMap(({ chunks }) => chunks));
  throw new FunctionRefused(
    'confirmation-required',
    `${found.map(({ what }) => what).join(', ')} has to be confirmed, and nobody did; nothing was touched. ` +
      `${found.map(({ loses }) => loses).join(' ')} --yes confirms it.`,
    { asks: found.map(({ what, loses }) => ({ what, loses })) },
  );
}

async function confirmable(
  { sls: files, low }: Pick<CompiledStates, 'sls' | 'low'>,
  tree: FunctionContext['tree'],
): Promise<Confirmable[]> {
  const found: Confirmable[] = [];
  for (const environment of new Set(low.map((chunk) => chunk.environment))) {
    const here = low.filter((chunk) => chunk.environment === environment);
    // By their files: `a/b` and `a.b.init` are names of the same.
    const names = new Map(
      files.filter((file) => file.environment === environment).map(({ sls, path }) => [sls, nameOf(path)]),
    );
    for (const [sls, loses] of await confirmIn(await tree(), environment)) {
      const chunks = here.filter((chunk) => names.get(chunk.sls) === sls);
      if (chunks.length > 0) found.push({ what: sls, loses, chunks });
    }
  }
  return found;
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
