import { referenceItems } from '../high/extend.js';
import type { Problems } from '../problems.js';
import type { Call, Reference } from '../representations.js';
import { inverseRequisites, isReferenceList, isRequisiteKind, type RequisiteKind } from '../requisite-kinds.js';
import { readReference } from './reference.js';

/** Everything that a call says about whom it waits for and who waits for it. */
export function readReferences(call: Call, problems: Problems): Reference[] {
  const lists = call.arguments.filter(({ key }) => isReferenceList(key));
  if (lists.length === 0) return [];
  const references: Reference[] = [];
  for (const key of new Set(lists.map((argument) => argument.key))) {
    const kind: RequisiteKind | undefined = isRequisiteKind(key) ? key : inverseRequisites.get(key);
    if (kind === undefined) continue;
    for (const { item, list, index, from } of referenceItems(lists, key)) {
      const at = from.file?.at(list, index, from.at) ?? from.at;
      const read = readReference(item);
      const where = `${key} of ${call.module}.${call.function} of ${call.id}`;
      if (read === 'empty') problems.warning('requisite.empty', `${where} lists a reference that names nothing`, at);
      else if ('malformed' in read)
        problems.error(
          'requisite.malformed',
          `${where} lists ${read.malformed}`,
          at,
          read.detail ?? 'A reference is "module: ID or name", "id: ID", "sls: NAME" or a bare ID.',
        );
      else {
        const { what, target, unheeded } = read;
        if (unheeded)
          problems.warning(
            'requisite.unheeded',
            `${where} names ${what} and ${unheeded.join(', ')} in one item; only ${what} is heeded`,
            at,
            'Begin each with a dash of its own.',
          );
        references.push({ kind, inverse: !isRequisiteKind(key), what, target, ...(at && { at }) });
      }
    }
  }
  return references;
}
