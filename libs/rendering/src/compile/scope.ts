import type { Thing } from '../python/things.js';
import type { Run } from './run.js';

/** Names and what they stand for; a name that is not here is looked up in the scope around. */
export class Scope {
  readonly names = new Map<string, Thing>();

  constructor(
    readonly run: Run,
    readonly parent?: Scope,
  ) {}

  get(name: string): Thing | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const found = scope.names.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  set(name: string, value: Thing): void {
    this.names.set(name, value);
  }

  /** Everything visible from here, outermost first. */
  all(): Map<string, Thing> {
    const all = this.parent ? this.parent.all() : new Map<string, Thing>();
    for (const [name, value] of this.names) all.set(name, value);
    return all;
  }
}
