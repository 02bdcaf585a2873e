import { equal, type ValueMap } from '@fleet/values';

/** Names of the grains that are new, gone or different, sorted; none: nobody needs to be told. */
export function changedGrains(before: ValueMap, after: ValueMap): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  const differs = (name: typeof names extends Set<infer Name> ? Name : never): boolean => {
    const [old, now] = [before.get(name), after.get(name)];
    return old === undefined || now === undefined ? old !== now : !equal(old, now);
  };
  return [...names].filter(differs).map(String).sort();
}
