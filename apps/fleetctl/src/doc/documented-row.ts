/** A state or an execution function, as its table describes it. */
export interface Documented {
  readonly kind: 'state' | 'function';
  readonly name: string;
  /** It only looks at the machine. */
  readonly looks?: true;
  /** It reacts to `watch`. */
  readonly watches?: true;
  readonly doc: string;
  readonly args: readonly {
    readonly name: string;
    readonly type: string;
    readonly required?: true;
    /** As it would be typed. */
    readonly default?: string;
    readonly doc: string;
  }[];
  readonly example: string;
}
