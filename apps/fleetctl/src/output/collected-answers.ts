import { formatSentence, printable } from '@fleet/output';
import type { Return } from '@fleet/protocol';
import { parseExact, type Value } from '@fleet/values';
import { byId } from './by-id.js';
import type { JobEnd } from './job-end.js';
import type { ReturnPrinter } from './return-printer.js';
import type { Session } from '../session.js';
import { missingIn } from '../logs/log-record.js';

/** Keeps what minions answer until all have, then shows it together; what is wrong is said of each. */
export abstract class CollectedAnswers implements ReturnPrinter {
  readonly counted = false;
  readonly #values: [string, Value][] = [];
  readonly #troubles: [string, string][] = [];

  constructor(protected readonly session: Session) {}

  add(minion: string, answer: Return): void {
    const { fault, value, retcode } = answer;
    if (fault) this.#troubles.push([minion, formatSentence(fault, this.session.terminal.notePaint)]);
    else if (retcode !== 0) this.#troubles.push([minion, printable(String(parseExact(value ?? 'null')))]);
    else this.#values.push([minion, parseExact(value ?? 'null')]);
  }

  finish(_end: JobEnd): void {
    const values = this.#values.sort(([a], [b]) => byId(a, b));
    this.show(values);
    this.#tell(values);
  }

  /** By id. */
  protected abstract show(values: readonly (readonly [string, Value])[]): void;

  protected note(text: string): void {
    if (!this.session.settings.quiet) this.session.terminal.note(text);
  }

  #tell(values: readonly (readonly [string, Value])[]): void {
    const lacking = new Map<string, string[]>();
    for (const [minion, value] of values)
      for (const word of missingIn(value)) lacking.set(word, [...(lacking.get(word) ?? []), minion]);
    for (const [word, minions] of lacking) {
      const everybody = minions.length === values.length ? 'nobody has it' : `not on ${listed(minions)}`;
      this.note(`${printable(word)}: ${everybody}`);
    }
    for (const [minion, sentence] of this.#troubles.sort(([a], [b]) => byId(a, b)))
      this.session.terminal.note(`${printable(minion)}: ${sentence}`);
  }
}

function listed(minions: readonly string[]): string {
  const shown = minions.slice(0, 5).map(printable).join(', ');
  return minions.length > 5 ? `${shown} and ${minions.length - 5} more` : shown;
}
