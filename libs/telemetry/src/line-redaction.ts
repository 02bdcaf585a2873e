import type { Redactor } from './redactor.js';

/** Characters of a line that is let through; a longer one is left out, because half of it might hold half of a secret. */
const longest = 16 * 1024;

/**
 * Redacts a text that arrives in pieces. Only whole lines are let through, because a piece may end within a secret; and of these, none that may
 * be the beginning of a secret of several lines.
 */
export class LineRedaction {
  private open = '';
  /** The line that goes on is too long, and left out up to its end. */
  private skipping = false;

  constructor(private readonly redactor: Pick<Redactor, 'redactText' | 'mayGoOn'>) {}

  /** What may be seen now of all that was given so far. */
  take(text: string): string {
    let given = text;
    let before = '';
    if (this.skipping) {
      const end = given.indexOf('\n');
      if (end < 0) return '';
      this.skipping = false;
      before = `[… a line of more than ${longest} characters was left out …]\n`;
      given = given.slice(end + 1);
    }
    const all = this.open + given;
    const end = all.lastIndexOf('\n') + 1;
    const lines = all.slice(0, end);
    const released = this.redactor.mayGoOn(lines);
    const rest = all.slice(end);
    this.skipping = rest.length > longest;
    this.open = this.skipping ? '' : lines.slice(released) + rest;
    return before + this.redactor.redactText(lines.slice(0, released));
  }
}
