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
  { sls, calls }: Pick<Draft, 'sls' | 'calls'>,
  earlier: readonly Diagnostic[],
): readonly Finding[] {
  if (!hasErrors(earlier) || found.length === 0) return found;
  const news = found.filter((finding) => !missesWhatIsMalformed(finding, earlier));
  if (earlier.some(({ severity, code }) => severity === 'error' && !isAboutOneState(code)))
    return news.filter(({ code }) => !ofAbsence.has(code));
  if (!news.some(({ misses }) => misses !== undefined)) return news;
  const known = new Set(calls.map(({ id }) => id));
  const dropped = new Set<string>();
  for (const { body } of sls)
    for (const [id, parts] of body) if (typeof id === 'string' && !known.has(id)) namesIn(id, parts, dropped);
  return news.filter(({ misses }) => misses === undefined || !dropped.has(misses));
}

/** The arguments of a state that could not be read are there, but not in a form that anybody could find. */
function missesWhatIsMalformed({ code, at }: Finding, earlier: readonly Diagnostic[]): boolean {
  return (
    code === 'state.missing-argument' &&
    earlier.some((one) => one.severity === 'error' && one.at?.file === at?.file && one.at?.line === at?.line)
  );
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
