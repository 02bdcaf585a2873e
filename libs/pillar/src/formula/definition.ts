import type { Place } from '@fleet/diagnostics';
import type { Value } from '@fleet/values';

/** Of mapping `registry`, a minion gets only the keys that its list `assigned` names (both are Salt paths, `a:b`). */
export interface ScopeRule {
  readonly registry: string;
  readonly assigned: string;
}

/** Where the instances of a formula stand in the pillar, and what must not be the same in two of them. */
export interface InstanceRule extends ScopeRule {
  /** Names or globs of keys that hold a port: on one server, each port is used once. */
  readonly ports: readonly string[];
  /** Names or globs of keys whose value occurs once in the whole fleet. */
  readonly unique: readonly string[];
}

/** The JSON Schema (2020-12) of the top-level keys that a formula reads from the pillar. */
export interface FormulaSchema {
  /** In the states tree, `cortensord/pillar.schema.yaml`. */
  readonly file: string;
  readonly value: Value;
  /** Of its content: two schemas with the same are the same. */
  readonly sha256: string;
  /** Where something in it stands. */
  at(container: Value, step?: Value): Place | undefined;
}

/** What a formula says of the pillar in the `formula.yaml` of its folder. */
export interface Formula {
  /** Its folder with dots, as an SLS is named: `cortensord`. */
  readonly name: string;
  readonly environment: string;
  /** Of the declaration, in the states tree: `cortensord/formula.yaml`. */
  readonly path: string;
  readonly scope: readonly ScopeRule[];
  /** Globs over the names of keys whose values are secret, besides the ones that are always taken for secrets. */
  readonly secrets: readonly string[];
  readonly schema?: FormulaSchema;
  readonly instances: readonly InstanceRule[];
  /** SLS that destroy something → what is lost, in one sentence: the master runs them only when somebody has said yes to it. */
  readonly confirm: ReadonlyMap<string, string>;
}
