import type { Place } from '@fleet/diagnostics';
import type { TargetType } from '@fleet/protocol';
import type { YamlDocument } from '@fleet/rendering';
import { parseTarget } from '@fleet/targeting';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { PillarCompileRequest } from './compile-pillar.js';
import type { Problems } from './problems.js';

export interface WantedSls {
  readonly environment: string;
  /** May be a glob. */
  readonly sls: string;
  readonly at?: Place;
  /** A missing file is no error. */
  readonly optional: boolean;
}

const targetTypes: readonly TargetType[] = [
  'glob',
  'list',
  'pcre',
  'grain',
  'grain_pcre',
  'compound',
  'nodegroup',
  'ipcidr',
];

/** What the section of one environment gives this minion, in the order in which it is merged: what is written later wins. */
export function matchSection(
  environment: string,
  top: ValueMap,
  document: YamlDocument,
  request: PillarCompileRequest,
  problems: Problems,
): WantedSls[] {
  const section = top.get(environment) ?? null;
  const here = document.at(top, environment);
  if (section === null) return [];
  if (!isMap(section)) {
    problems.error(
      'pillar.top-malformed',
      `environment ${environment} of the top file is not a mapping of targets`,
      here,
    );
    return [];
  }
  const matched: { order: number; wanted: WantedSls[] }[] = [];
  for (const [target, list] of section) {
    const at = document.at(section, target) ?? here;
    if (typeof target !== 'string')
      problems.error('pillar.top-malformed', 'a target must be text; put it in quotes', at);
    else if (!isList(list)) problems.error('pillar.top-malformed', `target ${target} needs a list of SLS names`, at);
    else {
      const body = readBody(environment, target, list, document, at, problems);
      if (matches(target, body.type, request, at, problems)) matched.push(body);
    }
  }
  return matched.sort((a, b) => a.order - b.order).flatMap(({ wanted }) => wanted);
}

function matches(
  expression: string,
  type: TargetType,
  request: PillarCompileRequest,
  at: Place | undefined,
  problems: Problems,
): boolean {
  const parsed = parseTarget({ type, expression }, { ...(request.nodegroups && { nodegroups: request.nodegroups }) });
  if (!parsed.ok) {
    for (const found of parsed.diagnostics)
      problems.error('pillar.top-target', `target ${expression}: ${found.summary}`, at, found.detail);
    return false;
  }
  // The pillar that such a target asks about is what is being made here.
  if (parsed.value.needs.has('pillar')) {
    problems.error(
      'pillar.top-target',
      `target ${expression} asks for pillar, which does not exist yet while the pillar is made`,
      at,
    );
    return false;
  }
  // Grains are what a minion says of itself; who it is the master knows.
  return parsed.value.matches({ id: request.id, grains: new Map([...request.grains, ['id', request.id]]) });
}

interface Body {
  readonly type: TargetType;
  readonly order: number;
  readonly wanted: WantedSls[];
}

function readBody(
  environment: string,
  target: string,
  list: Value[],
  document: YamlDocument,
  fallback: Place | undefined,
  problems: Problems,
): Body {
  let type: TargetType = 'compound';
  let order = 0;
  let optional = false;
  const names: { sls: string; at?: Place }[] = [];
  list.forEach((item, index) => {
    const at = document.at(list, index) ?? fallback;
    if (typeof item === 'string')
      return void names.push({ sls: item.replace(/^\.+/, '').replaceAll('/', '.'), ...(at && { at }) });
    const [key, value] = isMap(item) && item.size === 1 ? ([...item][0] as [Value, Value]) : [undefined, null];
    if (key === 'match' && targetTypes.includes(value as TargetType)) type = value as TargetType;
    else if (key === 'match')
      problems.error(
        'pillar.top-malformed',
        `target ${target} has a match that is none of ${targetTypes.join(', ')}`,
        at,
      );
    else if (key === 'ignore_missing' && typeof value === 'boolean') optional = value;
    else if (key === 'order' && typeof value === 'number') order = value;
    else
      problems.error(
        'pillar.top-malformed',
        `target ${target} lists something that is neither an SLS name nor match, ignore_missing or order`,
        at,
      );
  });
  return { type, order, wanted: names.map((name) => ({ environment, ...name, optional })) };
}
