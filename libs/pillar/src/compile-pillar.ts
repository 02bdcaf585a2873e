import type { Outcome, Place } from '@fleet/diagnostics';
import type { ValueMap } from '@fleet/values';
import type { CompiledPillar, PillarCompileRequest } from './definition.js';
import { decryptValues } from './encryption/decrypt-values.js';
import { trailOf } from './explain/trail.js';
import { mergeData, usualMerging, type Merging } from './merge/merging.js';
import { mergeParts, type Part } from './merge/part.js';
import { Problems } from './problems.js';
import { grainsOf } from './render/render-file.js';
import { checkSchemas } from './schema/check-schemas.js';
import { applyScope, rulesOf, warnOfUnscoped } from './scope.js';
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
  const { made, madeFromGrains } = await mergeSources(request, problems);
  let pillar: ValueMap = made.data;
  // Before the override: what a minion is assigned, and what is opened for it, is not for the one who asks to say.
  if (!problems.failed) {
    pillar = applyScope(pillar, rulesOf(request), problems);
    if (request.formulas) warnOfUnscoped(pillar, rulesOf(request), problems);
  }
  if (problems.failed) return { ok: false, diagnostics: problems.told };
  const places = new Places(request, made);
  const decrypted = await decryptValues(pillar, { ...request, madeFromGrains }, (path) => places.of(path), problems);
  pillar = request.override
    ? mergeData(decrypted.pillar, request.override, overrideMerging(merging))
    : decrypted.pillar;
  if (!problems.failed) await checkSchemas(pillar, request, (path) => places.of(path), problems);
  if (problems.failed) return { ok: false, diagnostics: problems.told };
  const secrets = [...new Set([...findSecrets(pillar, patternsOf(request)), ...decrypted.paths])];
  return {
    ok: true,
    value: { pillar, secrets, ...(request.trace === true && { traced: made }) },
    warnings: problems.told,
  };
}

/** Salt's strategy `list` would keep what the override is there to replace. */
function overrideMerging(merging: Merging): Merging {
  return merging.strategy === 'list' ? { ...merging, strategy: 'recurse' } : merging;
}

/** Where the value at a path was written last. To know, everything is merged once more; that is for when something is wrong. */
class Places {
  private traced: Promise<Part> | undefined;

  constructor(
    private readonly request: PillarCompileRequest,
    made: Part,
  ) {
    if (request.trace) this.traced = Promise.resolve(made);
  }

  /** Of the value itself, else of the nearest one around it. */
  async of(path: readonly string[]): Promise<Place | undefined> {
    this.traced ??= mergeSources({ ...this.request, trace: true }, new Problems()).then(({ made }) => made);
    const traced = await this.traced;
    for (let length = path.length; length > 0; length -= 1) {
      const steps = trailOf(traced, path.slice(0, length), this.request.merging ?? usualMerging);
      const last = steps.findLast(({ how }) => how !== 'included' && how !== 'removed');
      if (last?.at) return last.at;
    }
    return undefined;
  }
}

interface Sources {
  readonly made: Part;
  /** Encrypted values that the minion may have had a part in. */
  readonly madeFromGrains: ReadonlySet<string>;
}

/** Everything that the files give this minion, merged. */
async function mergeSources(request: PillarCompileRequest, problems: Problems): Promise<Sources> {
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
  return {
    made: mergeParts(parts, request.merging ?? usualMerging),
    madeFromGrains: new Set([...renderers.values()].flatMap((renderer) => [...renderer.madeFromGrains])),
  };
}
