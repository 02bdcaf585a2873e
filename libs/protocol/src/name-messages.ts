/** Names that an operator may be about to type. */
export const nameKinds = ['minion', 'nodegroup', 'sls', 'jid', 'key', 'operator', 'rollout', 'approval'] as const;

export type NameKind = (typeof nameKinds)[number];

/** Names of one answer: it fits into a message of the bus, and nobody chooses from more. */
export const mostNames = 2000;

export interface NamesAsk {
  readonly kind: NameKind;
  /** What is typed already. */
  readonly prefix?: string;
}

/** `more`: there are others that begin so. */
export interface NamesAnswer {
  readonly names: readonly string[];
  readonly more?: true;
}
