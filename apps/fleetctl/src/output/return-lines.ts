import { answerLine, answerOfReturn } from '@fleet/output';
import type { Return } from '@fleet/protocol';
import { fromPlain, stringifyPlain } from '@fleet/values';
import { byId } from './by-id.js';
import type { JobEnd } from './job-end.js';
import type { ReturnPrinter } from './return-printer.js';
import type { Terminal } from './terminal.js';

/**
 * `--out ndjson`: an object a line. `{"minion", "retcode", "value"}` (or `fault`) as returns arrive, `{"minion", "silent"}` for each that did not
 * answer, and `{"job"}` at the end: a reader that has not seen it knows that there is more.
 */
export class ReturnLines implements ReturnPrinter {
  constructor(private readonly terminal: Terminal) {}

  add(minion: string, answer: Return): void {
    this.terminal.answer(answerLine(minion, answerOfReturn(answer)));
  }

  finish({ jid, expected, silent, unknown, queued, counts, left, code }: JobEnd): void {
    for (const { minion, reason } of [...silent].sort((a, b) => byId(a.minion, b.minion)))
      this.#line({ minion, silent: reason });
    const job = {
      ...(jid !== undefined && { jid }),
      expected,
      ok: counts.ok,
      changed: counts.changed,
      would_change: counts.would,
      failed: counts.failed,
      silent: silent.length,
      ...(unknown.length > 0 && { unknown }),
      ...(queued.length > 0 && { queued }),
      ...(left && { left }),
      exit_code: code,
    };
    this.#line({ job });
  }

  #line(line: unknown): void {
    this.terminal.answer(stringifyPlain(fromPlain(line)));
  }
}
