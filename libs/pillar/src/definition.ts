import type { FileTree } from '@fleet/fileserver';
import type { TemplateEnvironment } from '@fleet/rendering';
import type { ValueMap } from '@fleet/values';
import type { Decrypter } from './encryption/decrypter.js';
import type { Formula, ScopeRule } from './formula/definition.js';
import type { Merging } from './merge/merging.js';
import type { Part } from './merge/part.js';
import type { PillarCache } from './render/pillar-cache.js';

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
  /** What `salt[...]` calls besides the few functions that answer from grains and opts. */
  readonly call?: TemplateEnvironment['call'];
  readonly merging?: Merging;
  /** Registries of which a minion gets only what is assigned to it, besides those of the formulas; default none. */
  readonly scope?: readonly ScopeRule[];
  /** Globs over the names of keys (case does not matter) whose values are secret; default {@link defaultSecretPatterns}. */
  readonly secretPatterns?: readonly string[];
  /** What formulas say of the pillar: their scope, their secrets and their schemas hold. */
  readonly formulas?: readonly Formula[];
  /** Opens values that are encrypted at rest; absent: a pillar that holds one is refused. */
  readonly decrypter?: Decrypter;
  /** Node groups by name, for `match: nodegroup`. */
  readonly nodegroups?: ReadonlyMap<string, string>;
  /**
   * What earlier compiles learned; share one between the compiles of many minions. The pillars that come out share data with it and with
   * each other: whoever changes one copies it first.
   */
  readonly cache?: PillarCache;
  /** Keeps where everything came from, for `explainPillar`. */
  readonly trace?: boolean;
}

export interface CompiledPillar {
  readonly pillar: ValueMap;
  /** Paths (`cortensord:NODE_PRIVATE_KEY`) whose values are secret. */
  readonly secrets: string[];
  /** With `trace`: all that was merged, before scope, decryption and override. */
  readonly traced?: Part;
}
