import { existsSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { apps } from '../architecture/rooms.mjs';
import { boundaryRules } from './boundary-rules.mjs';
import { at, top } from './place.mjs';

/** The step `boundaries`: the rules of `architecture/rooms.mjs` against every import of the repository. */
export async function checkBoundaries() {
  process.chdir(top);
  const tsConfig = extractTsConfig(at('tsconfig.json'));
  const folders = ['apps', 'libs', 'test', 'states', 'build', 'deploy'].filter((folder) => existsSync(at(folder)));
  const { output } = await cruise(
    folders,
    {
      ruleSet: { forbidden: boundaryRules() },
      validate: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^(dist|\\.cache)/' },
      tsPreCompilationDeps: 'specify',
      tsConfig: { fileName: at('tsconfig.json') },
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        conditionNames: ['import', 'require', 'node', 'default', 'types'],
      },
    },
    undefined,
    { tsConfig },
  );
  const problems = [
    ...output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    ...unresolved(output.modules),
    ...reached(output.modules),
  ];
  const note = `${output.summary.totalDependenciesCruised} imports of ${output.modules.length} files`;
  return { ok: problems.length === 0, note, details: problems.join('\n') };
}

/** An import that resolves to nothing would escape every rule. */
function unresolved(modules) {
  return modules.flatMap(({ source, dependencies }) =>
    dependencies
      .filter((dependency) => dependency.couldNotResolve)
      .map((dependency) => `cannot be resolved: ${source} → ${dependency.module}`),
  );
}

/** What an app is kept from it must not get by way of another room either. Types vanish when compiled and do not count. */
function reached(modules) {
  const bySource = new Map(modules.map((module) => [module.source, module]));
  const problems = [];
  for (const [app, { forbidden }] of Object.entries(apps)) {
    const cameFrom = new Map([[`apps/${app}/src/main.ts`, undefined]]);
    for (const source of cameFrom.keys()) {
      if (forbidden.some((room) => source.startsWith(`libs/${room}/`))) {
        problems.push(`${app} reaches a forbidden room: ${way(source, cameFrom)}`);
        continue;
      }
      for (const dependency of bySource.get(source)?.dependencies ?? []) {
        if (!dependency.dependencyTypes.includes('type-only') && !cameFrom.has(dependency.resolved))
          cameFrom.set(dependency.resolved, source);
      }
    }
  }
  return problems;
}

function way(source, cameFrom) {
  const steps = [];
  for (let at = source; at !== undefined; at = cameFrom.get(at)) steps.unshift(at);
  return steps.join(' → ');
}
