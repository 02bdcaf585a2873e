import { parseYaml } from '@fleet/rendering';
import { isMap, type ValueMap } from '@fleet/values';

/** What the engine takes out of a declaration before a state sees its arguments. */
const engineKeys = ['watch', 'require', 'onchanges', 'unless', 'onlyif'];

/** For specs: the arguments of each chunk of a state in its example, with the ID as the name where none is given. */
export function usesInExample(example: string, state: string): ValueMap[] {
  const parsed = parseYaml({ source: { name: 'example.sls', text: example } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  const document = parsed.value.value;
  const uses: ValueMap[] = [];
  if (!isMap(document)) return uses;
  for (const [id, body] of document) {
    if (!isMap(body) || !body.has(state)) continue;
    const named: ValueMap = new Map([['name', id]]);
    for (const item of body.get(state) as ValueMap[])
      for (const [key, value] of item) if (!engineKeys.includes(String(key))) named.set(key, value);
    uses.push(named);
  }
  return uses;
}
