import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Call, Reference } from '../representations.js';
import type { RequisiteKind } from '../requisite-kinds.js';
import { readReferences } from './read-references.js';
import { ReferenceIndex } from './reference-index.js';
import { watchableModules } from './watchable-modules.js';

/** Every reference is resolved to the calls that it hits; `*_in` is turned round. */
export const link: Pass = linkPass({ inverse: true });

/** Only what each call says of itself. */
export const linkAsWritten: Pass = linkPass({ inverse: false });

function linkPass(options: { readonly inverse: boolean }): Pass {
  return {
    stage: 'low',
    run(draft, { context }) {
      const problems = new Problems();
      const index = new ReferenceIndex(draft.calls);
      const watchable = watchableModules(context.states);
      const gone = draft.high.excluded;
      for (const call of draft.calls) {
        for (const reference of readReferences(call, problems)) {
          if (reference.inverse && !options.inverse) continue;
          const targets = index.find(reference);
          if (targets) connect(call, targets, reference, watchable);
          else if (!(reference.inverse && gone.has(reference.target))) unknown(call, reference, gone, index, problems);
        }
      }
      return { output: draft, diagnostics: problems.list };
    },
  };
}

function unknown(
  call: Call,
  reference: Reference,
  gone: ReadonlySet<string>,
  index: ReferenceIndex<Call>,
  problems: Problems,
): void {
  const key = `${reference.kind}${reference.inverse ? '_in' : ''}`;
  problems.missing(
    'requisite.unknown',
    reference.target,
    `${call.id} has ${key} ${reference.what}: ${reference.target}, which does not exist`,
    reference.at,
    gone.has(reference.target) ? `${reference.target} is excluded.` : index.advise(reference),
  );
}

function connect(call: Call, targets: readonly Call[], reference: Reference, watchable: ReadonlySet<string>): void {
  const { kind, inverse } = reference;
  if (!inverse) {
    call.requisites.push({ kind: effective(kind, call, watchable), targets });
    return;
  }
  if (kind === 'listen') {
    call.heardBy.push(...targets);
    return;
  }
  for (const target of targets) {
    target.requisites.push({ kind: effective(kind, target, watchable), targets: [call] });
    const known = target.received.some(
      (one) => one.kind === kind && one.what === call.module && one.target === call.id,
    );
    if (!known) target.received.push({ kind, inverse: false, what: call.module, target: call.id });
  }
}

/** A module that does nothing special when what it watches changes only requires it. */
function effective(kind: RequisiteKind, call: Call, watchable: ReadonlySet<string>): RequisiteKind {
  if (watchable.has(call.module)) return kind;
  return kind === 'watch' ? 'require' : kind === 'watch_any' ? 'require_any' : kind;
}
