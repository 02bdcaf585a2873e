import type { Engine } from './engine.js';
import { formatSpec } from './format-spec.js';
import { itemOf, methodOf } from './lookup.js';
import { reprOf, printed } from './print.js';
import { foundOr, PythonError, typeNameOf, Undefined, valueError, type Named, type Thing } from './things.js';

/** Python's `str.format`: `{}`, `{0}`, `{name.attribute[key]!r:>10}`; a format may itself hold fields. */
export function braceFormat(template: string, positional: readonly Thing[], named: Named, engine: Engine): string {
  let automatic = 0;
  const field = (name: string): Thing => {
    const found = /^([^.[]*)((?:\.[^.[\]]+|\[[^\]]+\])*)$/.exec(name);
    if (!found) return valueError(`malformed field {${name}} in a format string`);
    let value = argument(found[1] as string);
    for (const step of (found[2] as string).matchAll(/\.([^.[\]]+)|\[([^\]]+)\]/g)) {
      const key = step[2];
      value =
        key === undefined
          ? attributeAlone(value, step[1] as string, engine)
          : itemAlone(value, /^\d+$/.test(key) ? Number(key) : key);
    }
    return value;
  };
  const argument = (name: string): Thing => {
    if (name === '' || /^\d+$/.test(name)) {
      const index = name === '' ? automatic++ : Number(name);
      const value = positional[index];
      if (value === undefined)
        throw new PythonError('value', `the format string asks for argument ${index}, which is not given`);
      return value;
    }
    const value = named.get(name);
    if (value === undefined)
      throw new PythonError('value', `the format string asks for ${reprOf(name)}, which is not given`);
    return value;
  };
  const expand = (text: string, depth: number): string => {
    if (depth > 2) return valueError('Max string recursion exceeded');
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
      result += one(text.slice(brace + 1, end), depth);
      engine.budget.joined(result.length);
      at = end + 1;
    }
    return result;
  };
  const one = (inside: string, depth: number): string => {
    const found = /^((?:\[[^\]]*\]|[^[!:])*)(?:!([a-z]))?(?::([\s\S]*))?$/.exec(inside);
    if (!found) return valueError(`malformed field {${inside}} in a format string`);
    const value = field(found[1] as string);
    if (value instanceof Undefined) throw value.failure();
    const spec = found[3] === undefined ? '' : expand(found[3], depth + 1);
    if (found[2] === undefined) return formatSpec(value, spec, engine.budget);
    const text = found[2] === 's' ? printed(value) : reprOf(value);
    return formatSpec(text, spec, engine.budget);
  };
  return expand(template, 0);
}

/** Unlike a template, a format string tells attributes from items. */
function attributeAlone(owner: Thing, name: string, engine: Engine): Thing {
  return foundOr(methodOf(owner, name, engine), () =>
    valueError(`'${typeNameOf(owner)}' object has no attribute '${name}'`),
  );
}

function itemAlone(owner: Thing, key: Thing): Thing {
  return foundOr(itemOf(owner, key), () => valueError(`'${typeNameOf(owner)}' object has no item ${reprOf(key)}`));
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
