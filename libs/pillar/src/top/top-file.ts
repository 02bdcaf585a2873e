import type { Place } from '@fleet/diagnostics';
import type { TargetType } from '@fleet/protocol';
import { parseTarget, type Matcher } from '@fleet/targeting';
import { isList, isMap, type Value } from '@fleet/values';
import type { Problems } from '../problems.js';
import type { RenderedFile } from '../render/render-file.js';

/** What one target of a top file gives the minions that it means. */
export interface TopTarget {
  readonly target: string;
  /** Absent where the target is malformed; it means nobody then. */
  readonly matcher?: Matcher;
  /** The one id that the target means, where that is all it says. */
  readonly id?: string;
  readonly order: number;
  /** May be globs. */
  readonly names: readonly { readonly sls: string; readonly at?: Place }[];
  /** Missing files are no error. */
  readonly optional: boolean;
}

/** A top file as it is written. */
export interface TopFile {
  readonly sections: readonly {
    readonly environment: string;
    readonly at?: Place;
    readonly targets: readonly TopTarget[];
  }[];
  /** Further top files of the same environment. */
  readonly includes: readonly { readonly sls: string; readonly at?: Place }[];
}

export interface TopContext {
  readonly path: string;
  readonly nodegroups?: ReadonlyMap<string, string>;
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

/** Reads a top file; what is wrong in it becomes problems, whomever it concerns. */
export function readTopFile(document: RenderedFile, context: TopContext, problems: Problems): TopFile {
  const top = document.value;
  if (top === null) return { sections: [], includes: [] };
  if (!isMap(top)) {
    problems.error('pillar.top-malformed', 'a top file is a mapping: environment → target → list of SLS', {
      file: context.path,
      line: 1,
      column: 0,
    });
    return { sections: [], includes: [] };
  }
  const sections: TopFile['sections'][number][] = [];
  let includes: TopFile['includes'] = [];
  for (const [environment, section] of top) {
    const at = document.at(top, environment);
    if (environment === 'include') includes = readIncludes(section, document, at, problems);
    else if (typeof environment !== 'string')
      problems.error('pillar.top-malformed', 'the name of an environment must be text', at);
    else
      sections.push({
        environment,
        ...(at && { at }),
        targets: readSection(environment, section, document, at, context, problems),
      });
  }
  return { sections, includes };
}

function readIncludes(
  list: Value,
  document: RenderedFile,
  here: Place | undefined,
  problems: Problems,
): TopFile['includes'] {
  if (isList(list) && list.every((item) => typeof item === 'string')) {
    return (list as string[]).map((sls, index) => {
      const at = document.at(list, index) ?? here;
      return { sls, ...(at && { at }) };
    });
  }
  problems.error('pillar.top-malformed', 'include of a top file must be a list of SLS names', here);
  return [];
}

function readSection(
  environment: string,
  section: Value,
  document: RenderedFile,
  here: Place | undefined,
  context: TopContext,
  problems: Problems,
): TopTarget[] {
  if (section === null) return [];
  if (!isMap(section)) {
    problems.error(
      'pillar.top-malformed',
      `environment ${environment} of the top file is not a mapping of targets`,
      here,
    );
    return [];
  }
  const targets: TopTarget[] = [];
  for (const [target, list] of section) {
    const at = document.at(section, target) ?? here;
    if (typeof target !== 'string')
      problems.error('pillar.top-malformed', 'a target must be text; put it in quotes', at);
    else if (!isList(list)) problems.error('pillar.top-malformed', `target ${target} needs a list of SLS names`, at);
    else targets.push(readTarget(target, list, document, at, context, problems));
  }
  return targets;
}

function readTarget(
  target: string,
  list: Value[],
  document: RenderedFile,
  here: Place | undefined,
  context: TopContext,
  problems: Problems,
): TopTarget {
  let type: TargetType = 'compound';
  let order = 0;
  let optional = false;
  const names: TopTarget['names'][number][] = [];
  const malformed = (summary: string, at: Place | undefined): void =>
    problems.error('pillar.top-malformed', `target ${target} ${summary}`, at);
  for (const [index, item] of list.entries()) {
    const at = document.at(list, index) ?? here;
    if (typeof item === 'string') names.push({ sls: slsName(item), ...(at && { at }) });
    else if (!isMap(item)) malformed('lists something that is no SLS name', at);
    else
      for (const [key, value] of item) {
        if (key === 'match' && targetTypes.includes(value as TargetType)) type = value as TargetType;
        else if (key === 'match') malformed(`has a match that is none of ${targetTypes.join(', ')}`, at);
        else if (key === 'ignore_missing') optional ||= truthy(value);
        else if (key === 'order') order = orderOf(value);
        else malformed('lists something that is neither an SLS name nor match, ignore_missing or order', at);
      }
  }
  return { target, order, names, optional, ...readMatcher(target, type, here, context, problems) };
}

function readMatcher(
  expression: string,
  type: TargetType,
  at: Place | undefined,
  { nodegroups }: TopContext,
  problems: Problems,
): Pick<TopTarget, 'matcher' | 'id'> {
  const parsed = parseTarget({ type, expression }, { ...(nodegroups && { nodegroups }) });
  if (!parsed.ok) {
    for (const found of parsed.diagnostics)
      problems.error('pillar.top-target', `target ${expression}: ${found.summary}`, at, found.detail);
    return {};
  }
  // The pillar that such a target asks about is what is being made here.
  if (parsed.value.needs.has('pillar')) {
    problems.error(
      'pillar.top-target',
      `target ${expression} asks for pillar, which does not exist yet while the pillar is made`,
      at,
    );
    return {};
  }
  const isOneId = (type === 'compound' || type === 'glob') && plainId.test(expression) && !operators.has(expression);
  return { matcher: parsed.value, ...(isOneId && { id: expression }) };
}

const plainId = /^[A-Za-z0-9_.-]+$/;
const operators = new Set(['and', 'or', 'not']);

function slsName(written: string): string {
  return written.replace(/^\.+/, '').replaceAll('/', '.');
}

/** As Python's `int` reads it; what it cannot read counts as 0. */
function orderOf(value: Value): number {
  const order = typeof value === 'string' && !/^\s*[+-]?\d+\s*$/.test(value) ? 0 : Number(value);
  return Number.isFinite(order) ? Math.trunc(order) : 0;
}

function truthy(value: Value): boolean {
  return isMap(value) ? value.size > 0 : isList(value) ? value.length > 0 : Boolean(value);
}
