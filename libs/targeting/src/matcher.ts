import type { ValueMap } from '@fleet/values';

/** What is known of a minion when it is asked whether a target means it. */
export interface Subject {
  readonly id: string;
  readonly grains: ValueMap;
  /** Absent where it is not known; a target that needs it then does not match. */
  readonly pillar?: ValueMap;
  /** Names of the node groups that this minion belongs to, for targets parsed without the groups' definitions. */
  readonly nodegroups?: ReadonlySet<string>;
}

/** A parsed target. Matching never fails and never takes more than linear time in the subject's data. */
export interface Matcher {
  matches(subject: Subject): boolean;
  /** What a subject must carry besides its id for an honest answer. */
  readonly needs: ReadonlySet<'grains' | 'pillar'>;
}

export type Need = 'grains' | 'pillar';

export function matcher(matches: (subject: Subject) => boolean, ...needs: Need[]): Matcher {
  return { matches, needs: new Set(needs) };
}
