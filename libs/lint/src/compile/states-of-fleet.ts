import { hasErrors } from '@fleet/diagnostics';
import { IncludedSls, slsName } from '@fleet/pillar';
import { minionChecks } from '../checks/index.js';
import type { Fleet, FleetMinion } from '../fleet.js';
import { alikeMinions } from './alike.js';
import { compileFor, reportCompile, type Compiled } from './compile-states.js';
import { renderFiles } from './rendered-files.js';

/** For how many minions an SLS outside of the top files is tried, until it compiles for one. */
const mostTries = 10;

/** Compiles what top files give to each minion, and looks at it; the chunks of one minion are gone before the next. */
export async function lintHighstates(fleet: Fleet): Promise<void> {
  if (fleet.topSls === undefined) return;
  const groups = await alikeMinions(
    fleet,
    fleet.minions.filter(({ scoped }) => scoped),
  );
  for (const [index, group] of groups.entries()) {
    fleet.progress('states', index, groups.length);
    const [minion] = group as [FleetMinion];
    const compiled = await compileFor(fleet, minion, { kind: 'highstate' });
    for (const sls of compiled.sls) fleet.topSls.add(sls);
    fleet.report.alike = group.map(({ id }) => id);
    reportCompile(fleet, compiled, minion.id);
    await look(fleet, minion, compiled);
    fleet.report.alike = [];
  }
  // What was refused half-way has read its SLS all the same.
  for (const { environment, path, sls } of await allSls(fleet))
    if (fleet.states.wasRead(environment, path)) fleet.topSls.add(sls);
}

/**
 * Every other SLS on its own, as `state.apply` would be asked for it. It may be meant for some minions only, or be a part of another that
 * includes it, so it counts as broken where it compiles for nobody and in no other.
 */
export async function lintOtherSls(fleet: Fleet): Promise<void> {
  const names = await withIncludedLast(
    fleet,
    (await allSls(fleet)).filter(({ sls }) => !fleet.topSls?.has(sls)),
  );
  const readers = distinctReaders(fleet);
  const refused: { sls: string; minion: FleetMinion; compiled: Compiled }[] = [];
  for (const [index, { environment, sls, isIncluded }] of names.entries()) {
    if (isIncluded && fleet.compiledSls.has(sls)) continue;
    fleet.progress('other SLS', index, names.length);
    let first: { minion: FleetMinion; compiled: Compiled } | undefined;
    for (const minion of readers) {
      const compiled = await compileFor(fleet, minion, { kind: 'sls', sls: [sls], environment });
      if (compiled.ok || !first) first = { minion, compiled };
      if (compiled.ok) break;
    }
    if (!first) continue;
    if (!first.compiled.ok) {
      // Alone it need not make sense; where it is included, it was told of.
      if (isIncluded) continue;
      refused.push({ sls, ...first });
      continue;
    }
    reportCompile(fleet, first.compiled, first.minion.id);
    await look(fleet, first.minion, first.compiled);
  }
  for (const { sls, minion, compiled } of refused)
    if (!fleet.compiledSls.has(sls)) reportCompile(fleet, compiled, minion.id);
}

interface OtherSls {
  readonly environment: string;
  readonly sls: string;
  readonly isIncluded: boolean;
}

async function withIncludedLast(
  { input }: Fleet,
  all: readonly { readonly environment: string; readonly sls: string }[],
): Promise<OtherSls[]> {
  const found: OtherSls[] = [];
  for (const environment of new Set(all.map((one) => one.environment))) {
    const included = await IncludedSls.of(input.states, environment);
    for (const { environment: of, sls } of all)
      if (of === environment) found.push({ environment, sls, isIncluded: included.isIncluded(sls) });
  }
  return found.sort((a, b) => Number(a.isIncluded) - Number(b.isIncluded));
}

async function look(fleet: Fleet, minion: FleetMinion, compiled: Compiled): Promise<void> {
  for (const sls of compiled.sls) fleet.compiledSls.add(sls);
  if (!compiled.ok || hasErrors(compiled.found)) return;
  const work = { minion, chunks: compiled.chunks, answers: compiled.answers };
  const files = await renderFiles(fleet, work);
  for (const check of minionChecks) check(fleet, { ...work, files });
}

async function allSls({ input }: Fleet): Promise<{ environment: string; path: string; sls: string }[]> {
  const found: { environment: string; path: string; sls: string }[] = [];
  for (const environment of input.states.environments)
    for (const { path } of await input.states.list(environment))
      if (path.endsWith('.sls') && path !== 'top.sls') found.push({ environment, path, sls: slsName(path) });
  return found;
}

/** Minions whose pillars have different top-level keys: an SLS that needs some data finds somebody who has it. */
function distinctReaders({ minions }: Fleet): FleetMinion[] {
  const readers = new Map<string, FleetMinion>();
  for (const minion of minions) {
    if (!minion.scoped) continue;
    const shape = [...minion.scoped.keys()].map(String).sort().join(' ');
    if (!readers.has(shape)) readers.set(shape, minion);
  }
  return [...readers.values()].sort((a, b) => (b.scoped?.size ?? 0) - (a.scoped?.size ?? 0)).slice(0, mostTries);
}
