/**
 * Lines of what running jobs say. Parts carry where they stand in the whole: one that comes twice, because the master was asked again, counts once, and
 * what is missing between two is told in bytes.
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
    if (start < seen.shown) return;
    if (start > seen.shown) {
      this.gap(minion, start - seen.shown);
      seen.open = '';
    }
    seen.shown = start + Buffer.byteLength(text);
    const lines = `${seen.open}${text}`.split('\n');
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
