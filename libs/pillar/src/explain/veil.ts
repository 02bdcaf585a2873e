import { mask, type Redactor } from '@fleet/telemetry';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import { isEncrypted } from '../encryption/age.js';
import type { ScopeRule } from '../formula/definition.js';
import { pathStep } from '../secrets.js';
import { valueAt } from './trail.js';

export interface VeilOptions {
  /** Whether the name of a key says that its value is secret. */
  readonly isSecretName: (name: string) => boolean;
  /** Paths whose values are secret whatever they are called. */
  readonly secrets: ReadonlySet<string>;
  /** Knows the secrets of the pillar as it came out: a path may be written in several ways, and an include may hand a secret on under any name. */
  readonly redactor: Redactor;
  readonly rules: readonly ScopeRule[];
  /** Before scoping: the lists in it say what this minion may see. */
  readonly merged: ValueMap;
}

/** What may be shown of something that a file wrote: nothing that is secret, and nothing of entries that belong to other minions. */
export class Veil {
  private readonly registries: readonly {
    readonly path: readonly string[];
    readonly rule: ScopeRule;
    readonly names: ReadonlySet<string>;
  }[];

  constructor(private readonly options: VeilOptions) {
    this.registries = options.rules.map((rule) => {
      const names = valueAt(options.merged, rule.assigned.split(':'));
      return { path: rule.registry.split(':'), rule, names: new Set(isList(names) ? names.map(String) : []) };
    });
  }

  /** The rule that keeps what stands at a path from this minion, with the entry that it is about. */
  hides(path: readonly string[]): { readonly rule: ScopeRule; readonly entry: string } | undefined {
    for (const { path: registry, rule, names } of this.registries) {
      const entry = path[registry.length];
      if (entry !== undefined && registry.every((step, index) => step === path[index]) && !names.has(entry))
        return { rule, entry };
    }
    return undefined;
  }

  show(value: Value, path: readonly string[]): Value {
    if (this.isSecret(path) && value !== null && value !== '') return mask;
    if (isMap(value)) {
      const shown: ValueMap = new Map();
      for (const [key, item] of value) {
        const inner = [...path, String(key)];
        if (!this.hides(inner)) shown.set(key, this.show(item, inner));
      }
      return shown;
    }
    if (isList(value)) return value.map((item, index) => this.show(item, [...path, String(index)]));
    if (typeof value === 'string' && isEncrypted(value)) return `${mask} (encrypted)`;
    return this.options.redactor.redactValue(value, { knownOnly: true });
  }

  private isSecret(path: readonly string[]): boolean {
    return (
      path.some((step) => this.options.isSecretName(step)) || this.options.secrets.has(path.map(pathStep).join(':'))
    );
  }

  /** Keys of the mapping at a path that this minion may know of. */
  keysAt(data: ValueMap, path: readonly string[]): string[] {
    const found = valueAt(data, path);
    return isMap(found) ? [...found.keys()].map(String).filter((key) => !this.hides([...path, key])) : [];
  }
}
