import type { Place } from '@fleet/diagnostics';
import type { FileTree } from '@fleet/fileserver';
import type { Target, TargetType } from '@fleet/protocol';
import type { YamlDocument } from '@fleet/rendering';
import { parseTarget, type Matcher } from '@fleet/targeting';
import { isList, isMap, type Value } from '@fleet/values';
import { renderDocument, type Reader } from '../compile/render-document.js';
import type { TreeName } from '../finding.js';
import type { FleetMinion } from '../fleet.js';

/** One target of a top file with the SLS that it gives. */
export interface TopTarget {
  readonly tree: TreeName;
  readonly environment: string;
  readonly target: Target;
  readonly at?: Place;
  /** `ignore_missing`. */
  readonly mayBeMissing: boolean;
  readonly sls: readonly { readonly name: string; readonly at?: Place }[];
  /** Absent where the target is malformed: the compile says so. */
  readonly matcher?: Matcher;
}

/**
 * The targets of every top file of a tree, as `reader` gets to see them. What is malformed is left out here and reported by the compile,
 * which reads the same files.
 */
export async function readTop(
  name: TreeName,
  tree: FileTree,
  reader: Reader,
  nodegroups: ReadonlyMap<string, string>,
): Promise<TopTarget[]> {
  const targets: TopTarget[] = [];
  for (const environment of tree.environments) {
    if (!(await tree.entry(environment, 'top.sls'))) continue;
    const document = await renderDocument(tree, environment, 'top.sls', reader);
    if (!document.ok || !isMap(document.value.value)) continue;
    for (const [section, body] of document.value.value)
      if (typeof section === 'string' && isMap(body))
        for (const [expression, list] of body)
          if (typeof expression === 'string' && isList(list))
            targets.push(readTarget(name, section, expression, list, document.value, body, nodegroups));
  }
  return targets;
}

function readTarget(
  tree: TreeName,
  environment: string,
  expression: string,
  list: Value[],
  document: YamlDocument,
  section: Value,
  nodegroups: ReadonlyMap<string, string>,
): TopTarget {
  let type: TargetType = 'compound';
  let mayBeMissing = false;
  const sls: { name: string; at?: Place }[] = [];
  list.forEach((item, index) => {
    const at = document.at(list, index);
    if (typeof item === 'string') sls.push({ name: item, ...(at && { at }) });
    else if (isMap(item) && item.get('ignore_missing') === true) mayBeMissing = true;
    else if (isMap(item) && typeof item.get('match') === 'string') type = item.get('match') as TargetType;
  });
  const target: Target = { type, expression };
  const at = document.at(section, expression);
  const parsed = parseTarget(target, { nodegroups });
  return {
    tree,
    environment,
    target,
    mayBeMissing,
    sls,
    ...(at && { at }),
    ...(parsed.ok && { matcher: parsed.value }),
  };
}

/** False where the target is malformed. */
export function matches({ matcher }: TopTarget, { id, grains, scoped }: FleetMinion): boolean {
  return matcher?.matches({ id, grains, ...(scoped && { pillar: scoped }) }) ?? false;
}
