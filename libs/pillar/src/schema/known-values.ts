import type { ErrorObject } from 'ajv';

/** Keywords that judge a value by everything in it, so that one value that is not known leaves them open. */
const judgesAll: ReadonlySet<string> = new Set([
  'anyOf',
  'oneOf',
  'not',
  'if',
  'const',
  'enum',
  'contains',
  'uniqueItems',
]);

/** The errors of a validator (made with `verbose`) without those that hang on a text that only stands for a value nobody here knows. */
export function aboutKnown(errors: readonly ErrorObject[], standsIn: (text: string) => boolean): ErrorObject[] {
  return errors.filter(
    ({ keyword, data }) => !(isStandIn(data) || (judgesAll.has(keyword) && holds(data, isStandIn, new Set()))),
  );

  function isStandIn(data: unknown): boolean {
    return typeof data === 'string' && standsIn(data);
  }
}

/** Whether something in a value satisfies `wanted`; data that stands in it more than once is looked at once. */
function holds(data: unknown, wanted: (item: unknown) => boolean, seen: Set<object>): boolean {
  if (typeof data !== 'object' || data === null) return wanted(data);
  if (seen.has(data)) return false;
  seen.add(data);
  return Object.values(data).some((item) => holds(item, wanted, seen));
}
