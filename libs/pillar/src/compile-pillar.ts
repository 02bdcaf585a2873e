import type { Outcome } from '@fleet/diagnostics';
import type { ValueMap } from '@fleet/values';
import type { CompiledPillar, PillarCompileRequest } from './definition.js';
import { mergeData, usualMerging } from './merge/merging.js';
import { mergeParts, type Part } from './merge/part.js';
import { Problems } from './problems.js';
import { grainsOf } from './render/render-file.js';
import { applyScope, rulesOf } from './scope.js';
import { findSecrets, patternsOf } from './secrets.js';
import { SlsRenderer } from './sls/sls-renderer.js';
import { readTargets } from './top/read-targets.js';

/**
 * The pillar of one minion: top files, SLS files in order, each rendered and merged over what came before. Anything wrong
 * anywhere refuses the whole pillar: a minion with half a pillar would apply half a configuration.
 */
export async function compilePillar(request: PillarCompileRequest): Promise<Outcome<CompiledPillar>> {
  const problems = new Problems();
  const merging = request.merging ?? usualMerging;
  const made = await mergeSources(request, problems);
  let pillar: ValueMap = made.data;
  // Before the override: what a minion is assigned is not for the one who asks to say.
  if (!problems.failed) pillar = applyScope(pillar, rulesOf(request), problems);
  if (problems.failed) return { ok: false, diagnostics: problems.list };
  if (request.override)
    // Salt's strategy `list` would keep what the override should replace.
    pillar = mergeData(
      pillar,
      request.override,
      merging.strategy === 'list' ? { ...merging, strategy: 'recurse' } : merging,
    );
  const secrets = findSecrets(pillar, patternsOf(request));
  const value = { pillar, secrets, ...(request.trace === true && { traced: made }) };
  return { ok: true, value, warnings: problems.list };
}

/** Everything that the files give this minion, merged. */
async function mergeSources(request: PillarCompileRequest, problems: Problems): Promise<Part> {
  const targets = await readTargets(request, problems);
  const parts: Part[] = [];
  const renderers = new Map<string, SlsRenderer>();
  const wanted = targets.matching({ id: request.id, grains: grainsOf(request) }, request.environment);
  for (const { environment, sls, at } of wanted) {
    if (!request.tree.environments.includes(environment)) continue;
    const renderer =
      renderers.get(environment) ??
      (await SlsRenderer.of(request, environment, targets.optional.get(environment) ?? new Set(), problems));
    renderers.set(environment, renderer);
    for (const name of renderer.expand(sls)) parts.push(await renderer.part(name, at));
  }
  return mergeParts(parts, request.merging ?? usualMerging);
}
