import type { Value } from '@fleet/values';
import { toValue } from '../compile/to-value.js';
import { parseJson } from '../json/parse-json.js';
import { toJson, type JsonStyle } from '../json/to-json.js';
import { truthy } from '../python/compare.js';
import type { Engine } from '../python/engine.js';
import { Markup } from '../python/markup.js';
import { intOf, stringOf } from '../python/objects.js';
import { prettyPrint } from '../python/pretty-print.js';
import { bind } from '../python/signature.js';
import { PythonError, TemplateObject, Undefined, valueError, type Thing } from '../python/things.js';
import { dumpYaml } from '../yaml/dump.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { filter, type FilterFamily } from './definition.js';

const maxIndent = 64;

/** What stands before a line for each level: as many spaces, or the text that was given. */
function indentOf(thing: Thing): string | number | undefined {
  if (thing === null) return undefined;
  const indent = typeof thing === 'string' ? thing : Math.max(0, intOf(thing, 'indent'));
  const columns = typeof indent === 'string' ? indent.length : indent;
  return columns <= maxIndent
    ? indent
    : valueError(`an indent of ${columns} columns; at most ${maxIndent} are allowed`);
}

function read(format: 'yaml' | 'json', value: Thing): Thing {
  const source = { name: `the value of load_${format}`, text: stringOf(value) };
  const outcome = format === 'yaml' ? parseYaml({ source }) : parseJson({ source });
  if (outcome.ok) return (format === 'yaml' ? (outcome.value as { value: Value }).value : outcome.value) as Thing;
  const first = outcome.diagnostics[0];
  const where = first?.at ? ` in line ${first.at.line}` : '';
  throw new PythonError(format, `load_${format} cannot read its value: ${first?.summary ?? ''}${where}`, first?.detail);
}

function pretty(value: Thing, engine: Engine): string {
  const text = prettyPrint(value);
  engine.budget.made(text.length);
  return text;
}

/** Python writes lists, tuples and dicts as JSON, and nothing else that has items. */
function jsonOf(value: Thing, style: JsonStyle): string {
  refuseObjects(value, 0, new Set());
  return toJson(toValue(value, 'JSON'), style);
}

function refuseObjects(value: Thing, depth: number, met: Set<Thing>): void {
  if (depth > 100 || typeof value !== 'object' || value === null || met.has(value)) return;
  met.add(value);
  if (value instanceof Map) for (const item of value.values()) refuseObjects(item, depth + 1, met);
  else if (Array.isArray(value)) for (const item of value) refuseObjects(item, depth + 1, met);
  else if (value instanceof TemplateObject && !(value instanceof Markup) && !(value instanceof Undefined))
    throw new PythonError('type', `Object of type ${value.typeName} is not JSON serializable`, 'Add the filter list.');
}

export const dataFilters: FilterFamily = {
  tojson: filter(
    'JSON that is safe inside HTML.',
    { indent: null },
    (value, args) => {
      const { sort_keys, ensure_ascii } = bind('tojson', { sort_keys: false, ensure_ascii: true }, [], args.named);
      const json = jsonOf(value, {
        indent: indentOf(args.indent),
        sortKeys: truthy(sort_keys),
        ascii: truthy(ensure_ascii),
      });
      return json.replace(/[<>&']/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
    },
    { rest: 'named' },
  ),
  json: filter(
    'JSON, keys sorted.',
    { sort_keys: true, indent: null },
    (value, args) =>
      new Markup(
        jsonOf(value, { indent: indentOf(args.indent), sortKeys: truthy(args.sort_keys), ascii: false }).trim(),
      ),
  ),
  yaml: filter(
    'YAML, keys sorted: in one line, or in blocks with `false`.',
    { flow_style: true },
    (value, args, engine) => {
      const flow = args.flow_style === null ? undefined : truthy(args.flow_style);
      const text = dumpYaml(toValue(value, 'yaml'), { sort: true, ...(flow !== undefined && { flow }) }).trim();
      engine.budget.made(text.length);
      return new Markup(text.replace(/\n\.\.\.$/, ''));
    },
  ),
  python: filter(
    'Printed as Python would, over several lines where it is long.',
    {},
    (value, _args, engine) => new Markup(pretty(value, engine)),
    { markup: 'sees' },
  ),
  pprint: filter('Printed over several lines where it is long.', {}, (value, _args, engine) => pretty(value, engine), {
    markup: 'sees',
  }),
  load_yaml: filter('Reads a text as YAML.', {}, (value) => read('yaml', value)),
  load_json: filter('Reads a text as JSON.', {}, (value) => read('json', value)),
  load_text: filter('The text.', {}, (value) => stringOf(value)),
};
