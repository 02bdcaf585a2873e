import { isMap } from '@fleet/values';
import type { Compilation } from '../compilation.js';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { WantedSls } from '../representations.js';
import { renderSls } from '../sls/render-sls.js';
import { matchSection } from './top-file.js';

/** Which SLS are wanted: those that were asked for, or what the top files give this minion. */
export const chooseSls: Pass = {
  stage: 'top',
  async run(draft, compilation) {
    const { request } = compilation;
    if (request.kind === 'single') return { output: draft, diagnostics: [] };
    if (request.kind === 'highstate') {
      const problems = new Problems();
      const top = await readTopFiles(compilation, problems);
      return { output: { ...draft, top }, diagnostics: problems.list };
    }
    const { environment } = compilation;
    return { output: { ...draft, top: request.sls.map((sls) => ({ environment, sls })) }, diagnostics: [] };
  },
};

/**
 * Every environment's own top file speaks for that environment; one without is spoken for by the others, `base` first. A request
 * for one environment reads that one's section only.
 */
async function readTopFiles(compilation: Compilation, problems: Problems): Promise<WantedSls[]> {
  const { request, context } = compilation;
  const environments = request.environment === undefined ? baseFirst(context.tree.environments) : [request.environment];
  const sections = new Map<string, WantedSls[]>();
  let files = 0;
  for (const environment of environments) {
    const index = await compilation.index(environment);
    if (!index.has('top.sls')) continue;
    files += 1;
    const rendered = await renderSls(compilation, environment, 'top', 'top.sls');
    problems.add(rendered.ok ? rendered.warnings : rendered.diagnostics);
    if (!rendered.ok || rendered.value.value === null) continue;
    const top = rendered.value.value;
    if (!isMap(top)) {
      problems.error('top.malformed', 'a top file is a mapping: environment → target → list of SLS', {
        file: 'top.sls',
        line: 1,
        column: 1,
      });
      continue;
    }
    for (const [name, section] of top) {
      const at = rendered.value.at(top, name);
      if (typeof name !== 'string') problems.error('top.malformed', 'the name of an environment must be text', at);
      else if (request.environment !== undefined && name !== request.environment) continue;
      else if (name === environment || !sections.has(name)) {
        sections.set(name, matchSection(name, section, rendered.value, at, context, problems));
      }
    }
  }
  if (files === 0)
    problems.error('top.missing', `there is no top.sls in ${environments.join(', ') || 'the state tree'}`);
  const wanted = [...sections.values()].flat();
  if (problems.list.length === 0 && wanted.length === 0)
    problems.warning('top.no-match', `no target of the top file matches ${context.id}`);
  return wanted;
}

function baseFirst(environments: readonly string[]): string[] {
  return [...environments].sort((a, b) => Number(b === 'base') - Number(a === 'base'));
}
