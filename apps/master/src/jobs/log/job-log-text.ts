import { formatSpan, inOneLine } from '@fleet/output';
import type { JobRow, Return, SilenceReason } from '@fleet/protocol';

/** Characters of a line that has not ended yet; of a longer one, parts are written. */
const longestOpen = 64 * 1024;

interface Told {
  /** Bytes of what the job said on it that are in the log, or held because their line has not ended. */
  known: number;
  open: string;
  returned: boolean;
}

/**
 * What the log of one job consists of. The lines that are in it tell how much of what each minion said has been written, byte by byte; so a
 * master that was killed goes on from the file alone, and no line is lost or comes twice.
 *
 *     # head                           web1: a whole line
 *     # ended …                        web1> part of a line that goes on
 *     web1 returned …                  web1 left out 94 bytes: …
 */
export class JobLogText {
  readonly #minions = new Map<string, Told>();
  #headed = false;
  #ended = false;

  /** Whether anything is in it. */
  get begun(): boolean {
    return this.#headed;
  }

  /** Minions whose return is in it. */
  get returned(): number {
    let count = 0;
    for (const { returned } of this.#minions.values()) if (returned) count += 1;
    return count;
  }

  /** A line that is in the file, without its end. */
  read(line: Buffer): void {
    if (line[0] === 0x23) {
      this.#headed = true;
      if (line.subarray(0, 8).toString('latin1') === '# ended ') this.#ended = true;
      return;
    }
    const [, minion = '', rest = ''] = /^([A-Za-z0-9._-]+)(.*)$/s.exec(line.toString('latin1')) ?? [];
    const told = this.#told(minion);
    if (rest.startsWith(': ')) told.known += rest.length - 1;
    else if (rest.startsWith('> ')) told.known += rest.length - 2;
    else if (rest.startsWith(' returned ')) told.returned = true;
    else told.known += Number(/^ left out (\d+) bytes/.exec(rest)?.[1] ?? 0);
  }

  head(job: JobRow): string {
    this.#headed = true;
    const { type, expression } = job.target;
    const target = inOneLine(type === 'glob' ? expression : `${type} ${expression}`, 300);
    const call = [job.function, job.args === '[]' ? '' : job.args, job.kwargs === '{}' ? '' : job.kwargs];
    const words = inOneLine(call.filter((part) => part !== '').join(' '), 500);
    const minions = `${job.expected} ${job.expected === 1 ? 'minion' : 'minions'}`;
    return `# ${job.jid}: ${words} on ${target}, by ${inOneLine(job.operator, 200)}, ${minions}, ${dayOf(job.created)} UTC\n`;
  }

  /** `start`: where it stands in all that the minion said, in bytes. What is there already is not written again. */
  said(minion: string, start: number, text: string): string {
    const told = this.#told(minion);
    const end = start + Buffer.byteLength(text);
    if (end <= told.known) return '';
    let written = '';
    if (start > told.known) written += `${this.#part(minion, told)}${gap(minion, start - told.known)}`;
    const fresh =
      start < told.known
        ? Buffer.from(text)
            .subarray(told.known - start)
            .toString('utf8')
        : text;
    told.known = end;
    const lines = `${told.open}${harmless(fresh)}`.split('\n');
    told.open = lines.pop() ?? '';
    for (const line of lines) written += `${minion}: ${line}\n`;
    return told.open.length > longestOpen ? written + this.#part(minion, told) : written;
  }

  /** `at`: milliseconds since the epoch. Only the first is written. */
  came(minion: string, body: Return, at: number): string {
    const told = this.#told(minion);
    if (told.returned) return '';
    told.returned = true;
    const last = told.open === '' ? '' : `${minion}: ${told.open}\n`;
    told.open = '';
    return `${last}${minion} returned at ${timeOf(at)}: ${outcomeOf(body)}, after ${span(body.duration)}\n`;
  }

  ended(
    silent: readonly { readonly minion: string; readonly reason: SilenceReason }[],
    row: JobRow,
    at: number,
  ): string {
    if (this.#ended) return '';
    this.#ended = true;
    const silences = silent.map(({ minion, reason }) => `${minion} did not answer: ${reason.code}\n`);
    return `${silences.join('')}# ended at ${timeOf(at)}: ${row.returned} of ${row.expected} returned, ${row.failed} failed\n`;
  }

  #told(minion: string): Told {
    let told = this.#minions.get(minion);
    if (!told) this.#minions.set(minion, (told = { known: 0, open: '', returned: false }));
    return told;
  }

  #part(minion: string, told: Told): string {
    if (told.open === '') return '';
    const part = `${minion}> ${told.open}\n`;
    told.open = '';
    return part;
  }
}

function gap(minion: string, bytes: number): string {
  return `${minion} left out ${bytes} bytes: they never came here, or were too many\n`;
}

/** Nothing in it is obeyed by the terminal of whoever reads the file. It stays as long as it was: bytes are counted. */
function harmless(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => (character === '\r' ? ' ' : '?'.repeat(Buffer.byteLength(character))),
  );
}

function outcomeOf({ success, retcode, fault }: Return): string {
  if (fault) return `${fault.code}: ${inOneLine(fault.message, 300)}`;
  return success ? 'ok' : `failed, retcode ${retcode}`;
}

function span(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)} s` : formatSpan(milliseconds);
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
