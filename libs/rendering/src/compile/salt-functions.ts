import { Callable, foundOr, TemplateObject, type Thing } from '../python/things.js';
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
      return new Callable('get', ([key = null, preset = null]) => foundOr(this.item(key), () => preset));
    return /^\w+$/.test(name) ? new SaltModule(name, this) : undefined;
  }

  override item(key: Thing): Thing | undefined {
    if (typeof key !== 'string' || !/^\w+\.\w+$/.test(key)) return undefined;
    if (this.environment.knows?.(key) === false) return undefined;
    return new Callable(`salt['${key}']`, (positional, named) => this.run.callSalt(key, positional, named));
  }

  override contains(key: Thing): boolean | undefined {
    return this.item(key) !== undefined;
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
