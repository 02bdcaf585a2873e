import { columnsOf } from '@fleet/output';
import type { Screen } from '../src/live/painter.js';

interface Row {
  readonly cells: string[];
  /** It goes on in the next row. */
  folded: boolean;
}

/**
 * For specs: what a terminal makes of what is written to it. It knows the few sequences that fleetctl writes, and throws on any other. As terminals of today do,
 * it folds long lines, and folds them anew when its width changes; what leaves at the top is kept.
 */
export class TerminalEmulator implements Screen {
  /** How many times something was written. */
  writes = 0;
  #rows: Row[] = [{ cells: [], folded: false }];
  /** The beginning of a sequence whose end comes with the next text. */
  #incomplete = '';
  #row = 0;
  #column = 0;
  readonly #listeners = new Set<() => void>();

  /** As wide as it is; whoever writes may not have heard of it yet. */
  #actual: number;
  #wraps = true;

  constructor(
    public width: number,
    public height: number,
  ) {
    this.#actual = width;
  }

  /** Everything that was ever written and not taken back, by line; blanks at ends do not count. */
  get lines(): string[] {
    const lines: string[] = [];
    let open = '';
    for (const { cells, folded } of this.#rows) {
      open += cells.join('');
      if (folded) continue;
      lines.push(open.trimEnd());
      open = '';
    }
    while (lines.at(-1) === '') lines.pop();
    return lines;
  }

  /** The rows that one sees. */
  get screen(): string[] {
    const rows = this.#rows.slice(this.#top).map(({ cells }) => cells.join('').trimEnd());
    while (rows.at(-1) === '') rows.pop();
    return rows;
  }

  write(text: string): void {
    this.writes += 1;
    for (let rest = this.#incomplete + text; ;) {
      this.#incomplete = /^\u001b(\[[?0-9;]*)?$/.test(rest) ? rest : '';
      if (rest === this.#incomplete) return;
      const sequence = /^\u001b\[([?0-9;]*)([A-Za-z])/.exec(rest);
      const taken = sequence?.[0] ?? ([...rest.slice(0, 2)][0] as string);
      rest = rest.slice(taken.length);
      if (sequence) this.#obey(sequence[2] as string, Number(sequence[1] || '0') || 0, taken);
      else this.#put(taken);
    }
  }

  onResize(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  resize(width: number, height = this.height): void {
    this.resizeUntold(width, height);
    this.width = width;
    for (const listener of this.#listeners) listener();
  }

  /** Its width has changed, and nobody has heard of it yet. */
  resizeUntold(width: number, height = this.height): void {
    this.#fold(width);
    this.#actual = width;
    this.height = height;
  }

  get #top(): number {
    return Math.max(0, this.#rows.length - this.height);
  }

  #obey(command: string, count: number, sequence: string): void {
    switch (command) {
      case 'A':
        this.#row = Math.max(this.#top, this.#row - Math.max(1, count));
        return;
      case 'K':
        this.#clearRow();
        return;
      case 'J':
        // tmux keeps a screen that is cleared as a whole.
        if (this.#row === this.#top && this.#column === 0) throw new Error('the screen was cleared as a whole');
        this.#clearRow();
        for (const below of this.#rows.slice(this.#row + 1)) {
          below.cells.length = 0;
          below.folded = false;
        }
        return;
      case 'm':
        return;
      case 'h':
      case 'l':
        if (!sequence.endsWith('[?7h') && !sequence.endsWith('[?7l')) break;
        this.#wraps = command === 'h';
        return;
    }
    throw new Error(`the emulator does not know ${JSON.stringify(sequence)}`);
  }

  /** From the cursor on. As tmux has it, a row that was folded stays so unless all of it is cleared. */
  #clearRow(): void {
    const row = this.#current;
    row.cells.length = Math.min(row.cells.length, this.#column);
    if (this.#column === 0) row.folded = false;
  }

  #put(character: string): void {
    if (character === '\r') {
      this.#column = 0;
    } else if (character === '\n') {
      this.#down();
    } else if (character < ' ' || character === '\u007f') {
      throw new Error(`the emulator does not know ${JSON.stringify(character)}`);
    } else {
      const columns = columnsOf(character);
      if (this.#column + columns > this.#actual && !this.#wraps) return;
      if (this.#column + columns > this.#actual) {
        this.#current.folded = true;
        this.#down();
      }
      const { cells } = this.#current;
      while (cells.length < this.#column) cells.push(' ');
      cells.splice(this.#column, columns, character, ...(columns === 2 ? [''] : []));
      this.#column += columns;
    }
  }

  /** As a terminal driver has it: the next line begins at its beginning. */
  #down(): void {
    this.#row += 1;
    this.#column = 0;
    if (this.#row === this.#rows.length) this.#rows.push({ cells: [], folded: false });
  }

  get #current(): Row {
    return this.#rows[this.#row] as Row;
  }

  /** The same lines at another width; the cursor stays at its character. */
  #fold(width: number): void {
    const rows: Row[] = [];
    const before = this.#row;
    let line: string[] = [];
    let cursor: number | undefined;
    for (const [index, { cells, folded }] of this.#rows.entries()) {
      if (index === before) cursor = line.length + this.#column;
      line.push(...cells);
      if (folded) continue;
      let at = 0;
      do {
        // A letter of two columns is not torn apart: its second cell is empty.
        const end = line[at + width] === '' && width > 1 ? at + width - 1 : at + width;
        if (cursor !== undefined && cursor < Math.max(end, at + 1)) {
          this.#row = rows.length;
          this.#column = cursor - at;
          cursor = undefined;
        }
        rows.push({ cells: line.slice(at, end), folded: end < line.length });
        at = end;
      } while (at < line.length);
      if (cursor !== undefined) {
        this.#row = rows.length - 1;
        this.#column = width - 1;
        cursor = undefined;
      }
      line = [];
    }
    this.#rows = rows;
  }
}
