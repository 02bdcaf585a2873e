import { posix } from 'node:path';
import type { FileTree } from '@fleet/fileserver';
import { parseYaml } from '@fleet/rendering';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';

/** How the instances of a formula are found on a machine. */
export interface InstanceFormula {
  readonly name: string;
  /** The template of their units: `cortensord@.service`. */
  readonly unit: string;
  /** In the tree: what tells the environment that each instance should have. */
  readonly wanted?: { readonly environment: string; readonly path: string };
}

/** Of every `formula.yaml` that says which units its instances are. What is wrong with one of them the master and lint tell. */
export async function instanceFormulas(tree: FileTree): Promise<InstanceFormula[]> {
  const found = new Map<string, InstanceFormula>();
  for (const environment of tree.environments)
    for (const { path } of await tree.list(environment)) {
      if (posix.basename(path) !== 'formula.yaml' || path === 'formula.yaml') continue;
      const folder = posix.dirname(path);
      const name = folder.replaceAll('/', '.');
      const parsed = parseYaml({ source: { name: path, text: (await tree.read(environment, path)).toString('utf8') } });
      if (!parsed.ok || found.has(name)) continue;
      const formula = declared(parsed.value.value, name, environment, folder);
      if (formula) found.set(name, formula);
    }
  return [...found.values()];
}

function declared(top: Value, name: string, environment: string, folder: string): InstanceFormula | undefined {
  const given = isMap(top) ? (top.get('instances') ?? null) : null;
  const rules = (isList(given) ? given : [given]).filter((rule): rule is ValueMap => isMap(rule));
  const rule = rules.find((one) => typeof one.get('unit') === 'string');
  const unit = String(rule?.get('unit') ?? '');
  if (!/^[A-Za-z0-9:_.\\-]+@\.service$/.test(unit)) return undefined;
  const wanted = rule?.get('wanted');
  return {
    name,
    unit,
    ...(typeof wanted === 'string' && { wanted: { environment, path: posix.join(folder, wanted) } }),
  };
}
