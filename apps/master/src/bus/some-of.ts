/** Ids in a sentence: the first few, and how many more there are. */
export function someOf(ids: readonly string[], most = 5): string {
  return ids.slice(0, most).join(', ') + (ids.length > most ? ` and ${ids.length - most} more` : '');
}
