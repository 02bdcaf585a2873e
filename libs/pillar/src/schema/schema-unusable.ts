/** A schema that is no good, with the path in it where that is known. */
export class SchemaUnusable extends Error {
  override readonly name = 'SchemaUnusable';
  readonly code = 'schema-unusable';
  /** What to do about it, where that can be said. */
  readonly advice: string | undefined;

  constructor(
    message: string,
    readonly path: readonly string[] = [],
    { advice, ...options }: ErrorOptions & { readonly advice?: string | undefined } = {},
  ) {
    super(message, options);
    this.advice = advice;
  }
}
