/** What the scanner finds; `block-…` tokens stand for indentation. */
export type Token = Mark | ScalarToken | NameToken | TagToken | DirectiveToken;

interface Mark {
  readonly kind:
    | 'document-start'
    | 'document-end'
    | 'block-list'
    | 'block-map'
    | 'block-end'
    | 'flow-list'
    | 'flow-list-end'
    | 'flow-map'
    | 'flow-map-end'
    | 'item'
    | 'comma'
    | 'key'
    | 'value'
    | 'end';
  readonly offset: number;
}

export interface ScalarToken {
  readonly kind: 'scalar';
  readonly offset: number;
  readonly end: number;
  readonly text: string;
  readonly isPlain: boolean;
}

export interface NameToken {
  readonly kind: 'anchor' | 'alias';
  readonly offset: number;
  readonly name: string;
}

export interface TagToken {
  readonly kind: 'tag';
  readonly offset: number;
  /** `!`, `!!`, `!name!`; empty for a tag in angle brackets. */
  readonly handle: string;
  readonly suffix: string;
}

export interface DirectiveToken {
  readonly kind: 'directive';
  readonly offset: number;
  readonly name: string;
  readonly values: readonly string[];
}
