import { Callable, foundOr, TemplateObject, Undefined, type Named, type Thing } from '../python/things.js';
import type { TemplateEnvironment } from '../template.js';
import type { Run } from './run.js';

/** `salt['mod.fun']`, `salt.mod.fun`, `salt.mod['fun']`, `salt.get('mod.fun')`. */
export class SaltFunctions extends TemplateObject {
  readonly typeName = 'LazyLoader';

  constructor(
    private readonly run: Run,
    private readonly environment: TemplateEnvironment,
  ) {
    super();
  }

  print(): string {
    return '<salt functions>';
  }

  override attribute(name: string): Thing | undefined {
    if (name === 'get')
      return new Callable('get', ([key = null, preset = null]) =>
        this.contains(key) ? foundOr(this.item(key), () => preset) : preset,
      );
    return /^\w+$/.test(name) ? new SaltModule(name, this) : undefined;
  }

  override item(key: Thing): Thing | undefined {
    if (typeof key !== 'string' || !/^\w+\.\w+$/.test(key)) return undefined;
    if (!this.contains(key)) return this.unknown(key);
    return new Callable(`salt['${key}']`, (positional, named) =>
      changeInPlace(key, positional, named, this.run.callSalt(key, positional, named)),
    );
  }

  override contains(key: Thing): boolean {
    return typeof key === 'string' && /^\w+\.\w+$/.test(key) && this.environment.knows?.(key) !== false;
  }

  /** May be asked whether it is defined; where it is used, it says what was probably meant. */
  private unknown(name: string): Undefined {
    return new Undefined(`there is no function ${name}`, () => {
      const near = this.environment.nearFunction?.(name);
      return near === undefined ? undefined : `Did you mean ${near}?`;
    });
  }
}

class SaltModule extends TemplateObject {
  readonly typeName = 'LoadedMod';

  constructor(
    private readonly name: string,
    private readonly functions: SaltFunctions,
  ) {
    super();
  }

  print(): string {
    return `<salt module ${this.name}>`;
  }

  override attribute(name: string): Thing | undefined {
    return this.functions.item(`${this.name}.${name}`);
  }

  override item(key: Thing): Thing | undefined {
    return typeof key === 'string' ? this.attribute(key) : undefined;
  }
}

/** Functions of Salt that merge into the mapping that they are given, and the name of that argument; `in_place` may forbid it. */
const mergesInto: ReadonlyMap<string, string> = new Map([
  ['slsutil.update', 'dest'],
  ['defaults.merge', 'dest'],
  ['defaults.update', 'dest'],
]);

/**
 * `{% do salt['defaults.merge'](a, b) %}` means that `a` is changed. Functions get and give copies; what they answer is then poured back,
 * so that every name of the same mapping sees it.
 */
function changeInPlace(name: string, positional: readonly Thing[], named: Named, answer: Thing): Thing {
  const argument = mergesInto.get(name);
  if (argument === undefined || !(answer instanceof Map)) return answer;
  const target = positional[0] ?? named.get(argument);
  const forbidden = named.get('in_place') ?? (name === 'slsutil.update' ? true : positional[3]);
  if (!(target instanceof Map) || forbidden === false) return answer;
  // `defaults.update` makes each of its mappings anew.
  pour(answer, target, name !== 'defaults.update');
  return target;
}

/** With `deep`, a mapping inside that only grows stays the one that it is. */
function pour(from: ReadonlyMap<Thing, Thing>, into: Map<Thing, Thing>, deep: boolean): void {
  for (const [key, item] of from) {
    const old = into.get(key);
    if (deep && old instanceof Map && item instanceof Map && [...old.keys()].every((known) => item.has(known)))
      pour(item, old, deep);
    else into.set(key, item);
  }
}
