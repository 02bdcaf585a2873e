/** How results are keyed: module, ID, name and function, as Salt writes them. */
export function tagOf(chunk: {
  readonly module: string;
  readonly id: string;
  readonly name: string;
  readonly function: string;
}): string {
  return `${chunk.module}_|-${chunk.id}_|-${chunk.name}_|-${chunk.function}`;
}
