import { formatTable, printable, printableJson } from '@fleet/output';
import { isMap, type Value } from '@fleet/values';
import { UsageProblem } from '../command-line/target.js';
import type { JobRequest } from '@fleet/protocol';
import { withConsent } from '../job/confirm.js';
import { runJob } from '../job/watch.js';
import { CollectedAnswers } from '../output/collected-answers.js';
import { dataOf, linesFor, plainLine, recordText } from '../logs/log-format.js';
import { readAnswer, type LogRecord } from '../logs/log-record.js';
import { lineCount, logCall } from '../logs/log-wish.js';
import type { Session } from '../session.js';

type Options = Readonly<Record<string, unknown>>;

const shapes = ['json', 'ndjson', 'txt'];

/** Shows what units and files have written, or follows them. */
export async function showLogs(session: Session, operands: readonly string[], options: Options): Promise<number> {
  const { out } = session.settings;
  if (out !== undefined && !shapes.includes(out)) throw new UsageProblem(`logs are shown as ${shapes.join(', ')}`);
  if (options['follow'] !== true) {
    const lines = lineCount(options, options['since'] === undefined ? 50 : 10_000);
    if (lines === 0) throw new UsageProblem('-n 0 goes with --follow: there would be nothing to show');
    return ask(session, logCall('logs.read', operands, options, { lines }), new ReadLogs(session));
  }
  if (out === 'json') throw new UsageProblem('what is followed has no end, and JSON needs one: --out ndjson');
  if (options['until'] !== undefined) throw new UsageProblem('--until and -f exclude each other');
  const rate = Number(options['rate'] ?? 200);
  if (!Number.isInteger(rate) || rate < 1 || rate > 5_000)
    throw new UsageProblem('--rate is a whole number from 1 to 5000');
  const { followLogs } = await import('../logs/log-follow.js');
  const request = logCall('logs.follow', operands, options, { lines: lineCount(options, 10), rate });
  return followLogs(session, { ...request, timeout: longest }, rate);
}

/** Milliseconds: a follower ends before its job does. */
const longest = 25 * 3_600_000;

/** How much each unit writes, the noisiest first. */
export function showRates(session: Session, operands: readonly string[], options: Options): Promise<number> {
  return ask(session, logCall('logs.rate', operands, options), new LogRates(session));
}

/** How many lines there are. */
export function countLogs(session: Session, operands: readonly string[], options: Options): Promise<number> {
  const by = String(options['by'] ?? 'unit');
  const asked = { unit: 'unit', level: 'level', minion: 'total' }[by];
  if (asked === undefined) throw new UsageProblem('--by is unit, minion or level');
  return ask(session, logCall('logs.count', operands, options, { by: asked }), new LogCounts(session, by));
}

function ask(session: Session, request: JobRequest, printer: CollectedAnswers): Promise<number> {
  const { timeout } = session.settings;
  const asked = { ...request, ...(timeout !== undefined && { timeout }) };
  return withConsent(session, false, (consent) =>
    runJob(session, { ...asked, ...consent }, { printer: () => printer }),
  );
}

class ReadLogs extends CollectedAnswers {
  protected show(values: readonly (readonly [string, Value])[]): void {
    const { terminal, settings } = this.session;
    const answers = values.map(([minion, value]) => [minion, readAnswer(minion, value)] as const);
    const records = answers.flatMap(([, answer]) => answer?.records ?? []).sort((a, b) => a.time - b.time);
    if (settings.out === 'json') terminal.answer(printableJson(JSON.stringify(records.map(dataOf), null, 4)));
    else {
      const shown = this.#shape(records);
      for (const record of records) terminal.answer(shown(record));
    }
    for (const [minion, answer] of answers) {
      if (!answer) this.note(`${printable(minion)}: it answered with something else; is it of another version?`);
      else if (answer.leftOut > 0)
        this.note(`${printable(minion)}: ${answer.leftOut} earlier lines left out; ask for less time, or with --grep`);
      else if (answer.cut) this.note(`${printable(minion)}: there may be more, further back than was looked`);
    }
  }

  #shape(records: readonly LogRecord[]): (record: LogRecord) => string {
    const { terminal, settings } = this.session;
    if (settings.out === 'ndjson') return recordText;
    if (settings.out === 'txt' || !terminal.interactive) return plainLine;
    const lines = linesFor(terminal);
    lines.expect(records.map(({ minion }) => minion));
    return (record) => lines.line(record);
  }
}

interface Row {
  readonly minion: string;
  readonly name: string;
  readonly numbers: readonly number[];
}

/** Tables of numbers: largest first. */
abstract class Numbers extends CollectedAnswers {
  protected abstract rows(minion: string, value: Value): Row[];
  protected abstract readonly headings: readonly string[];
  protected abstract data(row: Row): Record<string, unknown>;

  protected show(values: readonly (readonly [string, Value])[]): void {
    const { terminal, settings } = this.session;
    const rows = this.arranged(values.flatMap(([minion, value]) => this.rows(minion, value)));
    if (settings.out === 'json')
      return terminal.answer(
        printableJson(
          JSON.stringify(
            rows.map((row) => this.data(row)),
            null,
            4,
          ),
        ),
      );
    if (settings.out === 'ndjson')
      return rows.forEach((row) => terminal.answer(printableJson(JSON.stringify(this.data(row)))));
    if (rows.length === 0) return this.note('no lines');
    const cells = rows.map(({ minion, name, numbers }) => [
      ...numbers.map(String),
      ...[name, minion].filter((cell) => cell !== ''),
    ]);
    terminal.answer(formatTable(this.headings, alignedRight(this.headings, cells), terminal.paint));
    if (values.some(([, value]) => isMap(value) && value.get('cut') === true))
      this.note('some files are longer than what was looked at: these are at least so many');
  }

  protected arranged(rows: readonly Row[]): Row[] {
    return [...rows].sort((a, b) => (b.numbers[0] as number) - (a.numbers[0] as number));
  }
}

/** Numbers, which come first, end under each other. */
function alignedRight(headings: readonly string[], rows: readonly (readonly string[])[]): string[][] {
  const widths = headings.map((heading, column) =>
    rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), heading.length),
  );
  return rows.map((row) =>
    row.map((cell, column) => (/^[\d.]+$/.test(cell) ? cell.padStart(widths[column] ?? 0) : cell)),
  );
}

class LogRates extends Numbers {
  protected readonly headings = ['PER MINUTE', 'LINES', 'UNIT', 'MINION'];

  protected rows(minion: string, value: Value): Row[] {
    const units = isMap(value) ? value.get('units') : undefined;
    if (!isMap(units)) return [];
    return [...units].flatMap(([unit, of]) =>
      isMap(of)
        ? [{ minion, name: String(unit), numbers: [Number(of.get('per_minute')), Number(of.get('lines'))] }]
        : [],
    );
  }

  protected data({ minion, name, numbers: [perMinute, lines] }: Row): Record<string, unknown> {
    return { minion, unit: name, per_minute: perMinute, lines };
  }
}

class LogCounts extends Numbers {
  protected readonly headings;

  constructor(
    session: Session,
    private readonly by: string,
  ) {
    super(session);
    this.headings = ['LINES', by.toUpperCase()];
  }

  protected rows(minion: string, value: Value): Row[] {
    const counts = isMap(value) ? value.get('counts') : undefined;
    if (!isMap(counts)) return [];
    return [...counts].map(([name, count]) => ({
      minion: '',
      name: this.by === 'minion' ? minion : String(name),
      numbers: [Number(count)],
    }));
  }

  /** Of the whole fleet together. */
  protected override arranged(rows: readonly Row[]): Row[] {
    const sums = new Map<string, number>();
    for (const { name, numbers } of rows) sums.set(name, (sums.get(name) ?? 0) + (numbers[0] as number));
    return super.arranged([...sums].map(([name, lines]) => ({ minion: '', name, numbers: [lines] })));
  }

  protected data({ name, numbers }: Row): Record<string, unknown> {
    return { [this.by]: name, lines: numbers[0] };
  }
}
