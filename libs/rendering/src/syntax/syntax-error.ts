/** What a template's author wrote that does not parse; lines and columns count from 1. Stays inside this room. */
export class TemplateSyntaxError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly line: number,
    readonly column: number,
    readonly detail?: string,
  ) {
    super(message);
    this.name = 'TemplateSyntaxError';
  }
}
