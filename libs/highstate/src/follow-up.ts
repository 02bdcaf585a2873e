import { hasErrors, type Diagnostic } from '@fleet/diagnostics';
import { isList, isMap, type Value } from '@fleet/values';
import type { Draft } from './pass.js';
import type { Finding } from './problems.js';

/** Complaints that something is not there. */
const ofAbsence: ReadonlySet<string> = new Set([
  'requisite.unknown',
  'extend.unknown',
  'exclude.nothing',
  'state.unknown-id',
  'top.no-match',
]);

/**
 * What a pass found, without what only follows from earlier errors: where an SLS could not be read, everything that is missed may stand
 * in it; where a state was dropped, only that state is not missed a second time. Whoever mends the first error sees what is left.
 */
export function withoutFollowUps(
  found: readonly Finding[],
  { sls, calls }: Draft,
  earlier: readonly Diagnostic[],
): readonly Finding[] {
  if (!hasErrors(earlier) || found.length === 0) return found;
  if (earlier.some(({ severity, code }) => severity === 'error' && !isAboutOneState(code)))
    return found.filter(({ code }) => !ofAbsence.has(code));
  if (!found.some(({ misses }) => misses !== undefined)) return found;
  const known = new Set(calls.map(({ id }) => id));
  const dropped = new Set<string>();
  for (const { body } of sls)
    for (const [id, parts] of body) if (typeof id === 'string' && !known.has(id)) namesIn(id, parts, dropped);
  return found.filter(({ misses }) => misses === undefined || !dropped.has(misses));
}

/** An error in one state leaves the others as they are; any other may hide whole files. */
function isAboutOneState(code: string): boolean {
  return /^(?:state|requisite|extend|exclude)\./.test(code);
}

/** Everything by which a state may be referred to. */
function namesIn(id: string, parts: Value, found: Set<string>): void {
  found.add(id);
  for (const given of isMap(parts) ? parts.values() : []) {
    for (const argument of isList(given) ? given.filter(isMap) : []) {
      const names = argument.get('names') ?? null;
      for (const each of [argument.get('name'), ...(isList(names) ? names : [])])
        if (typeof each === 'string') found.add(each);
    }
  }
}
