import type { Outcome } from '@fleet/diagnostics';
import type { FileTree } from '@fleet/fileserver';
import type { TemplateEnvironment } from '@fleet/rendering';
import { isMap, mergeRecursive, type ValueMap } from '@fleet/values';
import type { ScopeRule } from './formula/definition.js';
import { Problems } from './problems.js';
import { renderFile } from './render-file.js';
import { applyScope } from './scope.js';
import { findSecrets } from './secrets.js';
import { SlsRenderer } from './sls-renderer.js';
import { matchSection, type WantedSls } from './top-file.js';

export interface PillarCompileRequest {
  /** Over `pillar_roots`. */
  readonly tree: FileTree;
  /** The minion's id. */
  readonly id: string;
  readonly grains: ValueMap;
  /** What templates see as `opts`; `id` is added. */
  readonly opts?: ValueMap;
  /** Default: every environment that top files name, `base` first. */
  readonly environment?: string;
  /**
   * The `pillar=` argument: wins over everything. Templates do not see it, and it is merged after scoping: a minion sends it, and must not
   * be able to ask for another minion's data with it.
   */
  readonly override?: ValueMap;
  /** What `salt[...]` calls; absent: pillar templates have no `salt`. */
  readonly call?: TemplateEnvironment['call'];
  /** Registries of which a minion gets only what is assigned to it; default none. */
  readonly scope?: readonly ScopeRule[];
  /** Globs over the names of keys (case does not matter) whose values are secret; default {@link defaultSecretPatterns}. */
  readonly secretPatterns?: readonly string[];
  /** Node groups by name, for `match: nodegroup`. */
  readonly nodegroups?: ReadonlyMap<string, string>;
}

export interface CompiledPillar {
  readonly pillar: ValueMap;
  /** Paths (`cortensord:NODE_PRIVATE_KEY`) whose values are secret. */
  readonly secrets: string[];
}

/**
 * The pillar of one minion: top file, SLS files in order, each rendered and merged over what came before. Anything wrong
 * anywhere refuses the whole pillar: a minion with half a pillar would apply half a configuration.
 */
export async function compilePillar(request: PillarCompileRequest): Promise<Outcome<CompiledPillar>> {
  const problems = new Problems();
  let pillar: ValueMap = new Map();
  const renderers = new Map<string, SlsRenderer>();
  for (const { environment, sls, at, optional } of await readTopFiles(request, problems)) {
    const renderer = renderers.get(environment) ?? (await SlsRenderer.of(request, environment, problems));
    renderers.set(environment, renderer);
    for (const name of renderer.expand(sls))
      pillar = mergeRecursive(pillar, await renderer.data(name, at, optional)) as ValueMap;
  }
  // Before the override: what a minion is assigned is not for the one who asks to say.
  if (!problems.failed) pillar = applyScope(pillar, request.scope ?? [], problems);
  if (problems.failed) return { ok: false, diagnostics: problems.list };
  if (request.override) pillar = mergeRecursive(pillar, request.override) as ValueMap;
  return { ok: true, value: { pillar, secrets: findSecrets(pillar, request.secretPatterns) }, warnings: problems.list };
}

/** An environment's own top file speaks for it; one without is spoken for by the others, `base` first. */
async function readTopFiles(request: PillarCompileRequest, problems: Problems): Promise<WantedSls[]> {
  const all = [...request.tree.environments].sort((a, b) => Number(b === 'base') - Number(a === 'base'));
  const environments = request.environment === undefined ? all : all.filter((name) => name === request.environment);
  if (environments.length === 0 && request.environment !== undefined) {
    problems.error(
      'pillar.unknown-environment',
      `the pillar has no environment ${request.environment}`,
      undefined,
      `There are: ${all.join(', ')}.`,
    );
  }
  const sections = new Map<string, WantedSls[]>();
  let files = 0;
  for (const environment of environments) {
    if (!(await request.tree.entry(environment, 'top.sls'))) continue;
    files += 1;
    const document = await renderFile(request, { environment, path: 'top.sls', sls: 'top' }, problems);
    const top = document?.value ?? null;
    if (!document || top === null) continue;
    if (!isMap(top)) {
      problems.error('pillar.top-malformed', 'a top file is a mapping: environment → target → list of SLS', {
        file: 'top.sls',
        line: 1,
        column: 0,
      });
      continue;
    }
    for (const name of top.keys()) {
      if (typeof name !== 'string')
        problems.error('pillar.top-malformed', 'the name of an environment must be text', document.at(top, name));
      else if (!environments.includes(name)) {
        if (!all.includes(name))
          problems.error(
            'pillar.unknown-environment',
            `pillar_roots has no environment ${name}`,
            document.at(top, name),
          );
      } else if (name === environment || !sections.has(name))
        sections.set(name, matchSection(name, top, document, request, problems));
    }
  }
  if (files === 0 && environments.length > 0)
    problems.warning('pillar.no-top', 'the pillar has no top.sls: every minion gets an empty pillar');
  return [...sections.values()].flat();
}
