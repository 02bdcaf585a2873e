import { nearMatch } from '@fleet/diagnostics';
import { compileGlob } from '@fleet/targeting';
import { slsName } from '@fleet/pillar';
import type { TreeName } from '../finding.js';
import type { Fleet } from '../fleet.js';
import { matches, type TopTarget } from '../top/read-top.js';
import type { FleetCheck } from './check.js';

/** SLS that a top file names and that there are not, under targets for which nothing is compiled: of the others the compile tells. */
export const checkTopNames: FleetCheck = async (fleet) => {
  for (const tree of ['states', 'pillar'] as const) {
    const optional = new Set(
      fleet.top[tree].flatMap(({ mayBeMissing, sls }) => (mayBeMissing ? sls.map(({ name }) => name) : [])),
    );
    for (const target of fleet.top[tree])
      if (!isCompiled(fleet, tree, target)) await checkNames(fleet, target, optional);
  }
};

function isCompiled({ minions }: Fleet, tree: TreeName, target: TopTarget): boolean {
  return minions.some((minion) => (tree === 'pillar' || minion.scoped !== undefined) && matches(target, minion));
}

async function checkNames(
  { input, report }: Fleet,
  { tree, environment, sls }: TopTarget,
  optional: ReadonlySet<string>,
): Promise<void> {
  if (!input[tree].environments.includes(environment)) return;
  const files = await input[tree].list(environment);
  const names = files.filter(({ path }) => path.endsWith('.sls')).map(({ path }) => slsName(path));
  for (const { name, at } of sls) {
    const meant = name.replaceAll('/', '.').replace(/(.)\.init$/, '$1');
    if (optional.has(name) || names.some(compileGlob(meant))) continue;
    const near = nearMatch(meant, names);
    report.diagnostic(tree, {
      severity: 'error',
      code: tree === 'states' ? 'sls.unknown' : 'pillar.unknown-sls',
      summary: `there is no SLS ${name} in environment ${environment}${tree === 'pillar' ? ' of the pillar' : ''}`,
      ...(near !== undefined && { detail: `Did you mean ${near}?` }),
      ...(at && { at }),
    });
  }
}
