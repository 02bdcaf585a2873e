/** A YAML document as this room works with it, whichever reader made it. Offsets are those of the text, from 0. */
export type TreeNode = ScalarNode | MapNode | ListNode | AliasNode;

interface NodeBase {
  readonly offset: number;
  readonly anchor?: string;
  /** An explicit tag, written out: `tag:yaml.org,2002:str`. */
  readonly tag?: string;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly text: string;
  /** Plain scalars may be numbers, booleans, null; quoted and block ones are texts. */
  readonly isPlain: boolean;
  /** Where it ends in the text. */
  readonly end: number;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly pairs: readonly (readonly [TreeNode | null, TreeNode | null])[];
  readonly isFlow: boolean;
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly (TreeNode | null)[];
}

export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly of: string;
}
