import type { Engine } from './engine.js';
import { formatSpec } from './format-spec.js';
import { attribute, item } from './lookup.js';
import { plain } from './markup.js';
import { asciiRepr, printed, reprOf } from './print.js';
import { Undefined, valueError, type Named, type Thing } from './things.js';

/** Python's `str.format`, as Jinja's sandbox runs it: `{}`, `{0}`, `{name.attribute[key]!r:>10}`; a format may itself hold fields. */
export function braceFormat(
  template: string,
  positional: readonly Thing[],
  named: Named,
  engine: Engine,
  finish: (text: string, value: Thing) => string = (text) => text,
): string {
  return new Fields(positional, named, engine, finish).expand(template, 3);
}

class Fields {
  /** How many fields without a name there were; `undefined` once one had a number. */
  private automatic: number | undefined = 0;

  constructor(
    private readonly positional: readonly Thing[],
    private readonly named: Named,
    private readonly engine: Engine,
    /** What becomes of the text that a field was made into. */
    private readonly finish: (text: string, value: Thing) => string,
  ) {}

  expand(text: string, depth: number): string {
    if (depth === 0) return valueError('Max string recursion exceeded');
    let result = '';
    for (let at = 0; at < text.length;) {
      const brace = nextBrace(text, at);
      result += text.slice(at, brace);
      if (brace === text.length) break;
      if (text[brace + 1] === text[brace]) {
        result += text[brace];
        at = brace + 2;
        continue;
      }
      if (text[brace] === '}') return valueError("Single '}' encountered in format string");
      const end = closing(text, brace);
      result += this.one(text.slice(brace + 1, end), depth);
      this.engine.budget.joined(result.length);
      at = end + 1;
    }
    return result;
  }

  private one(inside: string, depth: number): string {
    const found = /^((?:\[[^\]]*\]|[^[!:])*)(?:!([\s\S]))?(?::([\s\S]*))?$/u.exec(inside);
    if (!found) return valueError(`malformed field {${inside}} in a format string`);
    const value = convert(this.value(found[1] as string), found[2]);
    const spec = found[3] === undefined ? '' : this.expand(found[3], depth - 1);
    return this.finish(formatSpec(plain(value), spec, this.engine.budget), value);
  }

  private value(field: string): Thing {
    const found = /^([^.[]*)((?:\.[^.[\]]+|\[[^\]]+\])*)$/.exec(field);
    if (!found) return valueError(`malformed field {${field}} in a format string`);
    // Only a field that is quite empty is counted; `{.a}` and `{[0]}` ask for an argument without a name.
    if (/^\d+$/.test(field)) this.number();
    let value = this.argument(field === '' ? this.count() : (found[1] as string));
    for (const [, name, key] of (found[2] as string).matchAll(/\.([^.[\]]+)|\[([^\]]+)\]/g)) {
      value =
        key === undefined
          ? attribute(value, name as string, this.engine)
          : item(value, /^\d+$/.test(key) ? Number(key) : key, this.engine);
    }
    return value;
  }

  private count(): string {
    if (this.automatic === undefined)
      return valueError('cannot switch from manual field specification to automatic field numbering');
    this.automatic += 1;
    return String(this.automatic - 1);
  }

  private number(): void {
    if (this.automatic !== undefined && this.automatic > 0)
      valueError('cannot switch from automatic field numbering to manual field specification');
    this.automatic = undefined;
  }

  private argument(name: string): Thing {
    const isNumber = /^\d+$/.test(name);
    const value = isNumber ? this.positional[Number(name)] : this.named.get(name);
    if (value !== undefined) return value;
    return valueError(`the format string asks for ${isNumber ? `argument ${name}` : reprOf(name)}, which is not given`);
  }
}

function convert(value: Thing, how: string | undefined): Thing {
  if (how === undefined) return value;
  if (value instanceof Undefined) throw value.failure();
  if (how === 's') return printed(value);
  if (how === 'r') return reprOf(value);
  return how === 'a' ? asciiRepr(value) : valueError(`Unknown conversion specifier ${how}`);
}

function nextBrace(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) if (text[at] === '{' || text[at] === '}') return at;
  return text.length;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return valueError("Single '{' encountered in format string");
}
