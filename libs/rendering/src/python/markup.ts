import { escapeHtml } from './html.js';
import { stringRepr } from './print.js';
import { characters } from './text.js';
import { TemplateObject, type Thing } from './things.js';

/**
 * A text that counts as HTML already: what `escape`, `safe`, `json` and `yaml` yield. It is a text everywhere, but that plain
 * texts joined to it with `+`, `%` or a method are escaped first, and that it is not escaped again.
 */
export class Markup extends TemplateObject {
  readonly typeName = 'Markup';

  constructor(readonly text: string) {
    super();
  }

  print(): string {
    return this.text;
  }

  override repr(): string {
    return `Markup(${stringRepr(this.text)})`;
  }

  override iterate(): Iterable<Thing> {
    return characters(this.text);
  }

  override size(): number {
    return characters(this.text).length;
  }
}

/** A marked text as a plain one; everything else as it is. */
export function plain(thing: Thing): Thing {
  return thing instanceof Markup ? thing.text : thing;
}

/** What marked text takes from others: a plain text escaped, a marked one as it is. */
export function escaped(thing: Thing): Thing {
  return typeof thing === 'string' ? escapeHtml(thing) : plain(thing);
}
