import type { Outcome } from '@fleet/diagnostics';
import type { FileTree } from '@fleet/fileserver';
import type { TemplateEnvironment } from '@fleet/rendering';
import type { ValueMap } from '@fleet/values';
import type { ScopeRule } from './scope.js';

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
  /** The `pillar=` argument: wins over everything. */
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
export async function compilePillar(_request: PillarCompileRequest): Promise<Outcome<CompiledPillar>> {
  throw new Error('not written yet');
}
