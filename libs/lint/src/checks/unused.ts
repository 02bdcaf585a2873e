import { posix } from 'node:path';
import { compileGlob } from '@fleet/targeting';
import { IncludedSls, slsName } from '@fleet/pillar';
import type { Fleet } from '../fleet.js';
import { matches } from '../top/read-top.js';
import type { FleetCheck } from './check.js';

/** What lies in a tree for people, or for fleet itself. */
const notForUse =
  /(?:^|\/)(?:README|LICENSE|CHANGELOG|AUTHORS|FORMULA|VERSION|pillar\.example)[^/]*$|\.md$|\.rst$|(?:^|\/)formula\.yaml$|\.schema\.(?:ya?ml|json)$|(?:^|\/)\.git/i;

export const checkUnusedPillar: FleetCheck = async ({ input, pillarTree, report, top, minions }) => {
  // A minion that is not listed, or whose pillar does not compile, may get it.
  if (minions.some(({ pillar }) => !pillar)) return;
  if (input.listedOnly === true && top.pillar.some((target) => !minions.some((minion) => matches(target, minion))))
    return;
  for (const environment of input.pillar.environments)
    for (const { path } of await input.pillar.list(environment))
      if (path !== 'top.sls' && !notForUse.test(path) && !pillarTree.wasRead(environment, path))
        report.say('lint.unused-pillar', {
          summary: 'no minion gets this file',
          detail: 'Name it in top.sls or in an include, or remove it: secrets that nobody needs should not lie about.',
          tree: 'pillar',
          at: { file: path, line: 1, column: 0 },
        });
};

/** A file counts as used where its name stands in some text of the tree: sources may be put together from parts. */
export const checkUnusedFiles: FleetCheck = async (fleet) => {
  const { input, states, report } = fleet;
  for (const environment of input.states.environments) {
    const entries = await input.states.list(environment);
    const texts = entries
      .filter(({ size }) => size < 256 * 1024)
      .flatMap(({ path }) => fleet.sources.text(`states/${path}`) ?? []);
    const all = texts.join('\n');
    for (const { path } of entries) {
      if (path.endsWith('.sls') || notForUse.test(path) || states.wasRead(environment, path)) continue;
      if (mentioned(all, path)) continue;
      report.say('lint.unused-file', {
        summary: 'nothing in the states tree names this file',
        tree: 'states',
        at: { file: path, line: 1, column: 0 },
      });
    }
  }
};

/** By its own name, or by a folder above it that is copied as a whole. */
function mentioned(texts: string, path: string): boolean {
  const names = [posix.basename(path), posix.basename(path).replace(/\.[^.]*$/, '')];
  if (names.some((name) => name !== '' && texts.includes(name))) return true;
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder))
    if (texts.includes(`salt://${folder}`)) return true;
  return false;
}

export const checkUnusedSls: FleetCheck = async ({ input, topSls, top, report, minions }: Fleet) => {
  // Without a top file everything is applied by name; and what a minion without a pillar would get, nobody knows.
  if (topSls === undefined || minions.some(({ scoped }) => !scoped)) return;
  const toOthers = top.states
    .filter((target) => !minions.some((minion) => matches(target, minion)))
    .flatMap(({ sls }) => sls.map(({ name }) => compileGlob(name)));
  for (const environment of input.states.environments) {
    const included = await IncludedSls.of(input.states, environment);
    const files = (await input.states.list(environment)).filter(
      ({ path }) => path.endsWith('.sls') && path !== 'top.sls',
    );
    const named = files.map(({ path }) => slsName(path)).filter((sls) => toOthers.some((isNamed) => isNamed(sls)));
    const given = new Set([...topSls, ...named.flatMap((sls) => [...included.from(sls)])]);
    for (const { path } of files) {
      if (given.has(slsName(path))) continue;
      report.say('lint.unused-sls', {
        summary: 'no top file gives this SLS to anybody',
        tree: 'states',
        at: { file: path, line: 1, column: 0 },
      });
    }
  }
};
