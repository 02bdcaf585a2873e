/** Leaves the readers where a text is no YAML; `offset` is that of the character to show. */
export class Malformed extends Error {
  constructor(
    /** Last part of the diagnostic's code: `syntax`, `tab`, … */
    readonly kind: string,
    readonly summary: string,
    readonly offset: number,
    /** The way out. */
    readonly detail?: string,
  ) {
    super(summary);
  }
}
