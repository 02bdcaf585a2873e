import type { FileTree } from '@fleet/fileserver';
import { compileGlob, isGlob } from '@fleet/targeting';
import type { Formula } from './definition.js';
import { IncludedSls, slsName } from './included-sls.js';

/** An SLS that destroys something, and what: one sentence of its formula. */
export interface ConfirmedSls {
  readonly sls: string;
  readonly loses: string;
}

/** Which SLS are meant: names and globs as they are typed, or whatever a top file of this path gives anybody. */
export type MeantSls = { readonly names: readonly string[] } | { readonly top: string };

/**
 * Of the SLS that formulas want confirmed, those that are reached: named, or included by what is. Texts are read, nothing is rendered, so
 * that a condition around an include counts as fulfilled, and a name that a template puts together is not seen.
 */
export async function confirmationsOf(
  tree: FileTree,
  environment: string,
  formulas: readonly Formula[],
  meant: MeantSls,
): Promise<readonly ConfirmedSls[]> {
  const confirm = new Map(
    formulas.filter((formula) => formula.environment === environment).flatMap((formula) => [...formula.confirm]),
  );
  if (confirm.size === 0) return [];
  const all = (await tree.list(environment)).map(({ path }) => path).filter((path) => path.endsWith('.sls'));
  const known = all.map(slsName);
  const included = await IncludedSls.of(tree, environment);
  const written = 'top' in meant ? await namedIn(tree, environment, meant.top) : meant.names;
  const named = written
    .map((name) => name.replaceAll('/', '.').replace(/\.init$/, ''))
    .flatMap((name) => (isGlob(name) ? known.filter(compileGlob(name)) : [name]));
  const reached = new Set(named.flatMap((name) => [...included.from(name)]));
  return [...confirm].filter(([sls]) => reached.has(sls)).map(([sls, loses]) => ({ sls, loses }));
}

/** Every item of a list in a top file: for whom it stands there only the minions know. */
async function namedIn(tree: FileTree, environment: string, top: string): Promise<readonly string[]> {
  if (!(await tree.entry(environment, top))) return [];
  const text = (await tree.read(environment, top)).toString('utf8');
  return text
    .split('\n')
    .flatMap((line) => /^\s*-\s+(.*)$/.exec(line)?.[1] ?? /\[(.*)\]/.exec(line)?.[1]?.split(',') ?? [])
    .map((item) => /^[\s'"]*([\w.*?/-]+)/.exec(item)?.[1] ?? '')
    .filter((name) => name !== '');
}
