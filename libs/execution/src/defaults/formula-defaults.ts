import { parseJson, parseYaml, RenderRefused } from '@fleet/rendering';
import { isMap, type Value, type ValueMap } from '@fleet/values';
import type { FunctionContext } from '../definition.js';

/**
 * What `defaults.yaml` or `defaults.json` of a formula's folder holds; an empty mapping where it has neither.
 * @throws RenderRefused with the places of what is wrong in it
 */
export async function formulaDefaults(context: FunctionContext, formula: string): Promise<ValueMap> {
  const tree = await context.tree();
  for (const suffix of ['yaml', 'json'] as const) {
    const name = `${formula}/defaults.${suffix}`;
    if (!(await tree.entry('base', name))) continue;
    const text = (await tree.read('base', name)).toString('utf8');
    const value = suffix === 'yaml' ? readYaml(name, text) : readJson(name, text);
    return isMap(value) ? value : new Map();
  }
  return new Map();
}

function readYaml(name: string, text: string): Value {
  const parsed = parseYaml({ source: { name, text } });
  if (!parsed.ok) throw new RenderRefused(parsed.diagnostics);
  return parsed.value.value;
}

function readJson(name: string, text: string): Value {
  const parsed = parseJson({ source: { name, text } });
  if (!parsed.ok) throw new RenderRefused(parsed.diagnostics);
  return parsed.value;
}
