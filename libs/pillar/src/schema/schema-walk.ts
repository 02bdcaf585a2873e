import { pointerSteps } from './json-pointer.js';

/** Keywords whose keys are names that the author chose, not keywords. */
const naming: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);
/** Keywords whose value is data. */
const holdsData: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples']);

type Visit = (keyword: string, value: unknown, path: readonly string[]) => void;

/** Visits every keyword of a schema and of the schemas in it, in the order in which they are written. */
export function visitKeywords(schema: unknown, visit: Visit, path: readonly string[] = []): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    const here = [...path, key];
    if (Array.isArray(schema)) visitKeywords(value, visit, here);
    else {
      visit(key, value, here);
      if (naming.has(key) && typeof value === 'object' && value !== null)
        for (const [name, inner] of Object.entries(value)) visitKeywords(inner, visit, [...here, name]);
      else if (!holdsData.has(key)) visitKeywords(value, visit, here);
    }
  }
}

/** Where in a schema a complaint of the validator is about, as far as its sentence tells. */
export function placeOfComplaint(schema: unknown, complaint: string): readonly string[] {
  const pointer = /at (?:path )?"#([^"]*)"/.exec(complaint)?.[1];
  if (pointer !== undefined) return pointerSteps(pointer);
  const keyword = /unknown keyword: "([^"]+)"/.exec(complaint)?.[1];
  let found: readonly string[] | undefined;
  visitKeywords(schema, (key, _value, path) => {
    if (key === keyword) found ??= path;
  });
  return found ?? [];
}
