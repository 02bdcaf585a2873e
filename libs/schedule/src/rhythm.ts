/** When something comes round. */
export type Rhythm =
  | { readonly kind: 'interval'; readonly period: number }
  | { readonly kind: 'cron'; readonly expression: string }
  | { readonly kind: 'moments'; readonly moments: readonly number[] };

/** What is meant; whether its numbers make sense says the parser, see {@link openCron}. */
const cronShape = /^(@[a-z]+|[\w*/,?#-]+(\s+[\w*/,?#-]+){4,5})$/;

export function looksLikeCron(text: unknown): text is string {
  return typeof text === 'string' && cronShape.test(text);
}
