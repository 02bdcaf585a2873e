import { Float, isList, isMap, traverse, type Value, type ValueMap } from '@fleet/values';

/** Answers whether a value's text is what the expression's last part asks for. */
export type TextTest = (text: string) => boolean;

/**
 * Whether `key:subkey:pattern` holds in `data`. Keys may hold the delimiter and so may patterns: every split is tried, the
 * one with the longest key first. Lists match where one member does; on a mapping the pattern is looked for among its keys.
 */
export function matchData(
  data: ValueMap,
  expression: string,
  delimiter: string,
  test: (pattern: string) => TextTest,
): boolean {
  const parts = expression.split(delimiter);
  for (let keys = parts.length - 1; keys > 0; keys -= 1) {
    const key = parts.slice(0, keys).join(delimiter);
    const everything = key === '*';
    const pattern = everything ? expression : parts.slice(keys).join(delimiter);
    const found: Value | undefined = everything ? data : traverse(data, key, delimiter);
    if (found === undefined) continue;
    if (isMap(found)) {
      if (found.size > 0 && matchMapping(found, pattern, delimiter, test)) return true;
    } else if (isList(found)) {
      if (
        found.some(
          (member) => (isMap(member) && matchMapping(member, pattern, delimiter, test)) || fits(member, pattern, test),
        )
      )
        return true;
    } else if (fits(found, pattern, test)) {
      return true;
    }
  }
  return false;
}

function matchMapping(
  mapping: ValueMap,
  expression: string,
  delimiter: string,
  test: (pattern: string) => TextTest,
): boolean {
  const underAnyKey = expression.startsWith(`*${delimiter}`);
  const pattern = underAnyKey ? expression.slice(1 + delimiter.length) : expression;
  if (pattern === '*') return true;
  if ([...mapping.keys()].some((key) => fits(key, pattern, test))) return true;
  if (!underAnyKey) return matchData(mapping, pattern, delimiter, test);
  return [...mapping.values()].some((value) => {
    if (isMap(value)) return matchMapping(value, pattern, delimiter, test);
    if (isList(value)) return value.some((member) => fits(member, pattern, test));
    return fits(value, pattern, test);
  });
}

function fits(value: Value, pattern: string, test: (pattern: string) => TextTest): boolean {
  return test(pattern)(printed(value));
}

/** A scalar the way templates print it, because that is what operators see and type. */
function printed(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof Float) return `${value.value}.0`;
  return isMap(value) || isList(value) ? '' : String(value);
}
