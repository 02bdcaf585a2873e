import { nearMatch } from '@fleet/diagnostics';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Argument, Declaration, Extension, High, Part } from '../representations.js';
import { isRequisiteKind } from '../requisite-kinds.js';

/** `extend`: requisites are appended to those of the extended state; every other argument replaces, `*_in` and `use` too. */
export const extend: Pass = {
  stage: 'high',
  run(draft) {
    const problems = new Problems();
    const declarations = new Map(draft.high.declarations.map((declaration) => [declaration.id, declaration]));
    for (const extension of draft.high.extensions) {
      const target = find(extension, declarations);
      if (target && fromExcluded(extension, draft.high)) continue;
      if (target) declarations.set(target.id, apply(extension, target, problems));
      else unknown(extension, declarations, problems);
    }
    return {
      output: { ...draft, high: { ...draft.high, declarations: [...declarations.values()] } },
      diagnostics: problems.list,
    };
  },
};

function unknown({ id, at }: Extension, declarations: ReadonlyMap<string, Declaration>, problems: Problems): void {
  const near = nearMatch(id, declarations.keys());
  const advice = near === undefined ? 'Is an include missing?' : `Did you mean ${near}?`;
  problems.missing('extend.unknown', id, `there is no state with the ID ${id} to extend`, at, advice);
}

/** What an excluded SLS says about others is excluded with it. Only its name excludes here, a glob does not. */
function fromExcluded({ file }: Extension, { exclusions }: High): boolean {
  return exclusions.some(({ kind, name }) => kind === 'sls' && name === file.sls);
}

/** By ID, else by the `name` of a part of the extended module, where only one has it. */
function find(extension: Extension, declarations: ReadonlyMap<string, Declaration>): Declaration | undefined {
  const modules = new Set(extension.parts.map((part) => part.module));
  const named = (part: Part): boolean =>
    modules.has(part.module) && part.arguments.some(({ key, value }) => key === 'name' && value === extension.id);
  const own = declarations.get(extension.id);
  if (own) return own;
  const found = [...declarations.values()].filter((declaration) => declaration.parts.some(named));
  return found.length === 1 ? found[0] : undefined;
}

function apply(extension: Extension, target: Declaration, problems: Problems): Declaration {
  const parts = new Map(target.parts.map((part) => [part.module, part]));
  for (const extra of extension.parts) {
    const part = parts.get(extra.module);
    if (part) {
      parts.set(extra.module, {
        ...part,
        function: extra.function ?? part.function,
        arguments: merge(part.arguments, extra.arguments),
      });
    } else if (extra.function !== undefined) {
      parts.set(extra.module, {
        module: extra.module,
        function: extra.function,
        arguments: extra.arguments,
        written: extra.written,
        ...(extra.at && { at: extra.at }),
      });
    } else {
      const near = nearMatch(extra.module, parts.keys());
      const advice = near === undefined ? `There is ${[...parts.keys()].join(', ')}.` : `Did you mean ${near}?`;
      const summary = `${target.id} has no ${extra.module} state to extend`;
      problems.error('extend.unknown', summary, extra.at, parts.size === 0 ? undefined : advice);
    }
  }
  return { ...target, parts: [...parts.values()] };
}

function merge(old: readonly Argument[], extra: readonly Argument[]): Argument[] {
  const merged = [...old];
  for (const argument of extra) {
    const same = merged.findIndex(({ key }) => key === argument.key || (key === 'names' && argument.key === 'name'));
    // Both lists of requisites stay as they are, one argument each, so that every reference keeps its place.
    if (isRequisiteKind(argument.key) || same < 0) merged.push(argument);
    else merged[same] = argument;
  }
  return merged;
}

/** References of one key, from wherever they were written. */
export function referenceItems(
  given: readonly Argument[],
  key: string,
): { item: Value; list: Value[]; index: number; from: Argument }[] {
  return given
    .filter((argument) => argument.key === key)
    .flatMap((from) =>
      isList(from.value)
        ? from.value.map((item, index, list) => ({ item, list, index, from }))
        : isMap(from.value)
          ? fromMapping(from.value).map((item, index, list) => ({ item, list, index, from }))
          : [],
    );
}

/** `require_in: {file: x, test: y}`: each of them a reference. */
function fromMapping(value: ValueMap): Value[] {
  return [...value].map(([what, target]) => new Map([[what, target]]));
}
