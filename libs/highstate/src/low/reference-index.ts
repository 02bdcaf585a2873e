import { compileGlob, isGlob } from '@fleet/targeting';
import { nearMatch } from '@fleet/diagnostics';
import type { Named } from './reference.js';

/** What can be referred to. */
export interface Referable {
  readonly id: string;
  readonly name: string;
  readonly module: string;
  readonly sls: string;
  readonly includedFrom: readonly string[];
}

/** Finds what references mean, in the time of a look-up; globs look at every known name once. */
export class ReferenceIndex<T extends Referable> {
  /** By module (and `id`, for any module): by ID and by name. */
  readonly #modules = new Map<string, Map<string, Set<T>>>([['id', new Map()]]);
  readonly #sls = new Map<string, Set<T>>();
  readonly #globs = new Map<string, readonly T[]>();

  constructor(all: readonly T[]) {
    for (const one of all) {
      for (const module of [one.module, 'id']) {
        let names = this.#modules.get(module);
        if (!names) this.#modules.set(module, (names = new Map()));
        add(names, one.id, one);
        add(names, one.name, one);
      }
      add(this.#sls, one.sls, one);
      for (const includer of one.includedFrom) add(this.#sls, includer, one);
    }
  }

  /** Everything that a reference hits, or `undefined` where it hits nothing; a glob over SLS may hit nothing. */
  find({ what, target }: Named): readonly T[] | undefined {
    const names = what === 'sls' ? this.#sls : this.#modules.get(what);
    if (!names) return undefined;
    if (!isGlob(target)) {
      const found = names.get(target);
      return found && [...found];
    }
    const key = `${what}\0${target}`;
    let found = this.#globs.get(key);
    if (!found) {
      const fits = compileGlob(target);
      // An ID may be written with the characters of a glob; it then means itself as well.
      found = [...new Set([...names].flatMap(([name, ones]) => (name === target || fits(name) ? [...ones] : [])))];
      this.#globs.set(key, found);
    }
    return found.length > 0 || what === 'sls' ? found : undefined;
  }

  /** Advice for a reference that hits nothing. */
  advise({ what, target }: Named): string | undefined {
    if (what === 'sls') {
      const near = nearMatch(target, this.#sls.keys());
      return near === undefined
        ? 'Is an include missing, or has that SLS no state for this minion?'
        : `Did you mean sls: ${near}?`;
    }
    const [elsewhere] = this.#modules.get('id')?.get(target) ?? [];
    if (elsewhere) return `There is ${elsewhere.module}: ${target}.`;
    const near = nearMatch(target, this.#modules.get(what)?.keys() ?? []);
    return near === undefined ? undefined : `Did you mean ${what}: ${near}?`;
  }
}

function add<T>(map: Map<string, Set<T>>, key: string, one: T): void {
  const known = map.get(key);
  if (known) known.add(one);
  else map.set(key, new Set([one]));
}
