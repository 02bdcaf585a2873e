/**
 * Lines of what running jobs say. Parts carry where they stand in the whole: what comes twice, because the master was asked again, counts once, also
 * where it is the beginning of a longer part, and what is missing between two is told in bytes.
 */
export class OutputLines {
  readonly #minions = new Map<string, { shown: number; open: string }>();

  constructor(
    private readonly line: (minion: string, text: string) => void,
    private readonly gap: (minion: string, bytes: number) => void,
  ) {}

  take(minion: string, start: number, text: string): void {
    const seen = this.#minions.get(minion) ?? { shown: start, open: '' };
    this.#minions.set(minion, seen);
    const end = start + Buffer.byteLength(text);
    if (start < seen.shown && end <= seen.shown) return;
    if (start > seen.shown) {
      this.gap(minion, start - seen.shown);
      seen.open = '';
    }
    const fresh = start < seen.shown ? from(text, seen.shown - start) : text;
    seen.shown = end;
    const lines = `${seen.open}${fresh}`.split('\n');
    seen.open = lines.pop() ?? '';
    for (const line of lines) this.line(minion, line);
  }

  /** Its return is here; the line that it did not end. */
  end(minion: string): string {
    const open = this.#minions.get(minion)?.open ?? '';
    this.#minions.delete(minion);
    return open;
  }
}

/** What is left of a text without its first bytes. */
function from(text: string, bytes: number): string {
  return Buffer.from(text).subarray(bytes).toString();
}
