import { PythonError } from './things.js';

/** What one render may use up. Every operation that can make much out of little asks here first. */
export class Budget {
  private turnsLeft: number;
  private charactersLeft: number;
  private itemsLeft = 20_000_000;
  private readonly startedAt = performance.now();

  constructor(
    readonly output: number,
    readonly turns: number,
    readonly time: number,
    /** Milliseconds that earlier attempts of the same render took. */
    private readonly spentBefore = 0,
  ) {
    this.turnsLeft = turns;
    // Texts made on the way to the output are garbage soon, so that they may be larger together than the output.
    this.charactersLeft = output * 16;
  }

  /** One turn of a loop, one macro call, one item that a filter visits. */
  turn(): void {
    this.turnsLeft -= 1;
    if (this.turnsLeft < 0)
      throw new PythonError('limit', `the template takes more than ${this.turns} turns`, 'Does a loop end?');
    if ((this.turnsLeft & 0xff) === 0) this.checkTime();
  }

  checkTime(): void {
    if (this.spent() > this.time) {
      throw new PythonError('limit', `the template renders for longer than ${this.time} ms`, 'Does a loop end?');
    }
  }

  /** Milliseconds of rendering so far, waits not counted. */
  spent(): number {
    return this.spentBefore + performance.now() - this.startedAt;
  }

  /** A text of this length is about to be made by joining others. */
  joined(length: number): void {
    if (length > this.output)
      throw new PythonError(
        'limit',
        `a text of ${length} characters is more than the ${this.output} that a template may put out`,
      );
  }

  /** A text of this length is about to be made by repeating, padding, replacing or the like. */
  made(length: number): void {
    this.joined(length);
    this.charactersLeft -= length;
    if (this.charactersLeft < 0) throw new PythonError('limit', 'the template makes too much text');
    this.checkTime();
  }

  /** A list of this length is about to be made. */
  list(length: number): void {
    this.itemsLeft -= length;
    if (this.itemsLeft < 0 || !Number.isFinite(length))
      throw new PythonError('limit', 'the template makes too many list items');
  }
}
