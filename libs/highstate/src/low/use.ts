import { referenceItems } from '../high/extend.js';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Argument, Call } from '../representations.js';
import { isRequisiteKind } from '../requisite-kinds.js';
import { readReference } from './reference.js';
import { ReferenceIndex } from './reference-index.js';

interface Entry {
  readonly call: Call;
  readonly id: string;
  readonly name: string;
  readonly module: string;
  readonly sls: string;
  readonly includedFrom: readonly string[];
  readonly inherited: Argument[];
}

/** `use` and `use_in`: arguments that a state does not give itself come from another one. */
export const use: Pass = {
  stage: 'low',
  run(draft) {
    const problems = new Problems();
    if (!draft.calls.some((call) => call.arguments.some(isUse))) return { output: draft, diagnostics: [] };
    const entries = draft.calls.map((call): Entry => ({
      call,
      id: call.id,
      name: call.name,
      module: call.module,
      sls: call.sls,
      includedFrom: call.includedFrom,
      inherited: [],
    }));
    const index = new ReferenceIndex(entries);
    for (const entry of entries) {
      for (const key of ['use', 'use_in']) {
        for (const { item, list, index: position, from } of referenceItems(entry.call.arguments, key)) {
          const at = from.file?.at(list, position, from.at) ?? from.at;
          const named = readReference(item);
          if (named === 'empty') continue;
          if ('malformed' in named) {
            problems.error('requisite.malformed', `${key} of ${entry.id} lists ${named.malformed}`, at, named.detail);
            continue;
          }
          const targets = index.find(named);
          if (!targets)
            problems.missing(
              'requisite.unknown',
              named.target,
              `${entry.id} has ${key} ${named.what}: ${named.target}, which does not exist`,
              at,
              index.advise(named),
            );
          for (const target of targets ?? [])
            inherit(...(key === 'use' ? ([entry, target] as const) : ([target, entry] as const)));
        }
      }
    }
    const calls = entries.map(({ call, inherited }) => ({
      ...call,
      arguments: [...call.arguments, ...inherited],
    }));
    return { output: { ...draft, calls }, diagnostics: problems.list };
  },
};

function isUse({ key }: Argument): boolean {
  return key === 'use' || key === 'use_in';
}

/** Neither whom it requires nor what it is called; `order` never, because every state has one of its own. */
const kept: ReadonlySet<string> = new Set([
  ...['require', 'watch', 'prereq', 'onfail', 'onchanges'].flatMap((kind) => [kind, `${kind}_in`]),
  ...['use', 'use_in', 'onfail_stop', 'name', 'names', 'order'],
]);

/** Of several that are used, the last one that gives an argument counts; their lists of requisites add up. */
function inherit(heir: Entry, from: Entry): void {
  for (const argument of from.call.arguments) {
    const { key } = argument;
    if (kept.has(key) || heir.call.arguments.some((own) => own.key === key)) continue;
    const earlier = isRequisiteKind(key) ? -1 : heir.inherited.findIndex((other) => other.key === key);
    if (earlier < 0) heir.inherited.push({ ...argument, inherited: true });
    else heir.inherited[earlier] = { ...argument, inherited: true };
  }
}
