import { referenceItems } from '../high/extend.js';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Argument, Call } from '../representations.js';
import { isReferenceList } from '../requisite-kinds.js';
import { readReference } from './reference.js';
import { ReferenceIndex } from './reference-index.js';

interface Entry {
  readonly call: Call;
  readonly id: string;
  readonly name: string;
  readonly module: string;
  readonly sls: string;
  readonly includedFrom: ReadonlySet<string>;
  readonly inherited: Argument[];
}

/** `use` and `use_in`: arguments that a state does not give itself come from another one; requisites, names and order do not. */
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
      sls: call.file.sls,
      includedFrom: call.file.includedFrom,
      inherited: [],
    }));
    const index = new ReferenceIndex(
      entries,
      draft.sls.map((file) => file.sls),
    );
    for (const entry of entries) {
      for (const key of ['use', 'use_in']) {
        for (const { item, list, index: position, from } of referenceItems(entry.call.arguments, key)) {
          const at = from.file?.at(list, position, from.at) ?? from.at;
          const named = readReference(item);
          const targets = named && index.find(named);
          if (!named)
            problems.error('requisite.malformed', `${key} of ${entry.id} lists something that is not a reference`, at);
          else if (!targets)
            problems.error(
              'requisite.unknown',
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
      arguments: [...call.arguments.filter((argument) => !isUse(argument)), ...inherited],
    }));
    return { output: { ...draft, calls }, diagnostics: problems.list };
  },
};

function isUse({ key }: Argument): boolean {
  return key === 'use' || key === 'use_in';
}

function inherit(heir: Entry, from: Entry): void {
  for (const argument of from.call.arguments) {
    if (isReferenceList(argument.key)) continue;
    const own = [...heir.call.arguments, ...heir.inherited].some(({ key }) => key === argument.key);
    if (!own) heir.inherited.push({ ...argument, inherited: true });
  }
}
