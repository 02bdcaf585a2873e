import type { Place } from '@fleet/diagnostics';
import type { TargetType } from '@fleet/protocol';
import type { YamlDocument } from '@fleet/rendering';
import { parseTarget } from '@fleet/targeting';
import { isList, isMap, type Value } from '@fleet/values';
import type { Problems } from '../problems.js';
import type { WantedSls } from '../representations.js';
import type { CompileContext } from '../request.js';

const targetTypes: readonly string[] = [
  'glob',
  'list',
  'pcre',
  'grain',
  'grain_pcre',
  'pillar',
  'pillar_pcre',
  'pillar_exact',
  'compound',
  'nodegroup',
  'ipcidr',
];

/** A section of a top file (environment → targets → SLS), answered for one minion: what is wanted, in order. */
export function matchSection(
  environment: string,
  section: Value,
  document: YamlDocument,
  fallback: Place | undefined,
  context: CompileContext,
  problems: Problems,
): WantedSls[] {
  if (section === null) return [];
  if (!isMap(section)) {
    problems.error('top.malformed', `environment ${environment} is not a mapping of targets`, fallback);
    return [];
  }
  const wanted: { entries: WantedSls[]; order: number }[] = [];
  for (const [target, list] of section) {
    const at = document.at(section, target) ?? fallback;
    if (typeof target !== 'string') {
      problems.error('top.malformed', 'a target must be text; put it in quotes', at);
    } else if (!isList(list)) {
      problems.error('top.malformed', `target ${target} needs a list of SLS names`, at);
    } else {
      const read = readTarget(environment, target, list, document, at, context.tree.environments, problems);
      if (matches(target, read.type, at, context, problems)) wanted.push({ entries: read.entries, order: read.order });
    }
  }
  // `order` moves a target; those without keep the order in which they are written.
  return wanted.sort((a, b) => a.order - b.order).flatMap((one) => one.entries);
}

function matches(
  expression: string,
  type: TargetType,
  at: Place | undefined,
  context: CompileContext,
  problems: Problems,
): boolean {
  const parsed = parseTarget({ type, expression }, { ...(context.nodegroups && { nodegroups: context.nodegroups }) });
  if (parsed.ok) return parsed.value.matches({ id: context.id, grains: context.grains, pillar: context.pillar });
  for (const found of parsed.diagnostics)
    problems.error('top.malformed-target', `target ${expression}: ${found.summary}`, at, found.detail);
  return false;
}

interface TargetBody {
  readonly type: TargetType;
  readonly entries: WantedSls[];
  readonly order: number;
}

function readTarget(
  environment: string,
  target: string,
  list: Value[],
  document: YamlDocument,
  fallback: Place | undefined,
  environments: readonly string[],
  problems: Problems,
): TargetBody {
  let type: TargetType = 'compound';
  let optional = false;
  let order = Number.POSITIVE_INFINITY;
  const names: { environment: string; sls: string; at: Place | undefined }[] = [];
  list.forEach((item, index) => {
    const at = document.at(list, index) ?? fallback;
    if (typeof item === 'string') {
      names.push({ environment, sls: item, at });
      return;
    }
    const [key, value] = isMap(item) && item.size === 1 ? ([...item][0] as [Value, Value]) : [undefined, null];
    if (key === 'match' && typeof value === 'string' && targetTypes.includes(value)) type = value as TargetType;
    else if (key === 'match')
      problems.error('top.malformed', `target ${target} has a match that is none of ${targetTypes.join(', ')}`, at);
    else if (key === 'ignore_missing' && typeof value === 'boolean') optional = value;
    else if (key === 'order' && typeof value === 'number') order = value;
    else if (typeof key === 'string' && typeof value === 'string' && environments.includes(key))
      names.push({ environment: key, sls: value, at });
    else
      problems.error(
        'top.malformed',
        `target ${target} lists something that is neither an SLS name, ENVIRONMENT: SLS, match, ignore_missing nor order`,
        at,
      );
  });
  return {
    type,
    order,
    entries: names.map(({ at, ...name }) => ({ ...name, ...(at && { at }), ...(optional && { optional }) })),
  };
}
