import type { Value } from '@fleet/values';
import { toValue } from '../compile/to-value.js';
import { parseJson } from '../json/parse-json.js';
import { toJson } from '../json/to-json.js';
import { truthy } from '../python/compare.js';
import { intOf, stringOf } from '../python/objects.js';
import { prettyPrint } from '../python/pretty-print.js';
import { PythonError, type Thing } from '../python/things.js';
import { dumpYaml } from '../yaml/dump.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { filter, type FilterFamily } from './definition.js';

function indentOf(thing: Thing): number | undefined {
  return thing === null ? undefined : Math.min(64, intOf(thing));
}

function read(format: 'yaml' | 'json', value: Thing): Thing {
  const source = { name: `the value of load_${format}`, text: stringOf(value) };
  const outcome = format === 'yaml' ? parseYaml({ source }) : parseJson({ source });
  if (outcome.ok) return (format === 'yaml' ? (outcome.value as { value: Value }).value : outcome.value) as Thing;
  const first = outcome.diagnostics[0];
  const where = first?.at ? ` in line ${first.at.line}` : '';
  throw new PythonError(format, `load_${format} cannot read its value: ${first?.summary ?? ''}${where}`, first?.detail);
}

const pretty = filter('Printed over several lines where it is long.', {}, (value, _args, engine) => {
  const text = prettyPrint(value);
  engine.budget.made(text.length);
  return text;
});

export const dataFilters: FilterFamily = {
  tojson: filter(
    'JSON that is safe inside HTML.',
    { indent: null, sort_keys: false, ensure_ascii: true },
    (value, args) => {
      const json = toJson(toValue(value, 'tojson'), {
        indent: indentOf(args.indent),
        sortKeys: truthy(args.sort_keys),
        ascii: truthy(args.ensure_ascii),
      });
      return json.replace(/[<>&']/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
    },
  ),
  json: filter('JSON, keys sorted.', { sort_keys: true, indent: null }, (value, args) =>
    toJson(toValue(value, 'json'), { indent: indentOf(args.indent), sortKeys: truthy(args.sort_keys), ascii: false }),
  ),
  yaml: filter(
    'YAML, keys sorted: in one line, or in blocks with `false`.',
    { flow_style: true },
    (value, args, engine) => {
      const flow = args.flow_style === null ? undefined : truthy(args.flow_style);
      const text = dumpYaml(toValue(value, 'yaml'), { sort: true, ...(flow !== undefined && { flow }) }).trim();
      engine.budget.made(text.length);
      return text.replace(/\n\.\.\.$/, '');
    },
  ),
  python: pretty,
  pprint: pretty,
  load_yaml: filter('Reads a text as YAML.', {}, (value) => read('yaml', value)),
  load_json: filter('Reads a text as JSON.', {}, (value) => read('json', value)),
  load_text: filter('The text.', {}, (value) => stringOf(value)),
};
