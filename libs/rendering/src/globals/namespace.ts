import { reprOf } from '../python/print.js';
import { TemplateObject, type Thing } from '../python/things.js';

/** `namespace(n=0)`: the one object whose attributes `set` may change, also from inside a loop. */
export class Namespace extends TemplateObject {
  readonly typeName = 'Namespace';

  constructor(private readonly values: Map<Thing, Thing>) {
    super();
  }

  set(name: string, value: Thing): void {
    this.values.set(name, value);
  }

  print(): string {
    return `<Namespace ${reprOf(this.values)}>`;
  }

  override attribute(name: string): Thing | undefined {
    return this.values.get(name);
  }

  override item(key: Thing): Thing | undefined {
    return this.values.get(key);
  }
}
