/** Every kind of requisite and how it counts its targets. `weight` ranks kinds where definition order is adapted to them. */
export const requisiteKinds = {
  onfail: { weight: 0 },
  onfail_any: { weight: 1 },
  onfail_all: { weight: 2 },
  require: { weight: 3 },
  require_any: { weight: 4 },
  onchanges: { weight: 5 },
  onchanges_any: { weight: 6 },
  watch: { weight: 7 },
  watch_any: { weight: 8 },
  prereq: { weight: 9 },
  listen: { weight: 11 },
} as const;

export type RequisiteKind = keyof typeof requisiteKinds;

/** `require_in` and its like: written at the chunk that is required. */
export const inverseRequisites: ReadonlyMap<string, RequisiteKind> = new Map(
  (Object.keys(requisiteKinds) as RequisiteKind[]).map((kind) => [`${kind}_in`, kind]),
);

const kinds: ReadonlySet<string> = new Set(Object.keys(requisiteKinds));
const referenceLists: ReadonlySet<string> = new Set([...kinds, ...inverseRequisites.keys(), 'use', 'use_in']);

export function isRequisiteKind(key: string): key is RequisiteKind {
  return kinds.has(key);
}

/** Arguments whose value is a list of references. */
export function isReferenceList(key: string): boolean {
  return referenceLists.has(key);
}
