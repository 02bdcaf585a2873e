/** Marks the line above a job that a state made, as Salt does: trees that come from there find their jobs again. */
const mark = 'SALT_CRON_IDENTIFIER:';

/** Without the blank lines at the end. */
export function crontabLines(text: string): string[] {
  const lines = text.split('\n');
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Where a job stands: its line, its mark (the line itself where it has none), and the first comment line straight above. */
export interface JobPlace {
  readonly from: number;
  readonly marked: number;
  readonly at: number;
}

/** The job with this identifier, or else the one with this command and no identifier of its own. */
export function findJob(lines: readonly string[], identifier: string, command: string): JobPlace | undefined {
  const marked = lines.findIndex((line) => identifierOf(line) === identifier);
  if (marked >= 0) {
    const at = lines.findIndex((line, index) => index > marked && !isComment(line));
    return at < 0 ? undefined : { from: startOf(lines, at), marked, at };
  }
  const at = lines.findIndex((line, index) => commandOf(line) === command && !hasIdentifier(lines, index));
  return at < 0 ? undefined : { from: startOf(lines, at), marked: at, at };
}

/** The words above a job, without its mark. */
export function commentOf(lines: readonly string[], place: JobPlace): string {
  return lines
    .slice(place.from, place.at)
    .map((line) => (line.split(mark)[0] ?? '').replace(/^#\s*/, '').trimEnd())
    .join('\n')
    .trim();
}

export function identifierLine(identifier: string, comment: string | undefined): string[] {
  const words = (comment ?? '').split('\n').filter((line) => line !== '');
  return [
    ...words.slice(0, -1).map((line) => `# ${line}`),
    `# ${[words.at(-1), `${mark}${identifier}`].filter(Boolean).join(' ')}`,
  ];
}

/** The command of a job's line, five fields or one @word before it; `undefined` for any other line. */
export function commandOf(line: string): string | undefined {
  if (variableOf(line) !== undefined) return undefined;
  return /^(?:#DISABLED#)?\s*(?:@\S+|(?:[^\s#=]\S*\s+){4}\S+)\s+(.*)$/.exec(line)?.[1]?.trim();
}

/** The name of the variable that a line sets; `undefined` for any other line. */
export function variableOf(line: string): string | undefined {
  return /^\s*([A-Za-z_]\w*)\s*=/.exec(line)?.[1];
}

function identifierOf(line: string): string | undefined {
  const at = line.indexOf(mark);
  return line.startsWith('#') && at >= 0 ? line.slice(at + mark.length).trim() : undefined;
}

function hasIdentifier(lines: readonly string[], at: number): boolean {
  return lines.slice(startOf(lines, at), at).some((line) => identifierOf(line) !== undefined);
}

function startOf(lines: readonly string[], at: number): number {
  let from = at;
  while (from > 0 && isComment(lines[from - 1] ?? '')) from -= 1;
  return from;
}

function isComment(line: string): boolean {
  return /^\s*#(?!DISABLED#)/.test(line);
}

/** One job as `crontab -l` shows it. */
export interface CronJob {
  readonly place: JobPlace;
  /** Five fields, or one @word. */
  readonly times: readonly string[];
  readonly command: string;
  readonly identifier?: string;
  readonly comment: string;
  /** Kept in the crontab without being run. */
  readonly commented: boolean;
}

export function jobsOf(lines: readonly string[]): CronJob[] {
  return lines.flatMap((line, at) => {
    const command = commandOf(line);
    if (command === undefined || isComment(line)) return [];
    const from = startOf(lines, at);
    const marked = lines.findIndex((one, index) => index >= from && index < at && identifierOf(one) !== undefined);
    const place = { from, marked: marked < 0 ? at : marked, at };
    const identifier = marked < 0 ? undefined : identifierOf(lines[marked] ?? '');
    const words = line.replace('#DISABLED#', '').trim().split(/\s+/);
    return {
      place,
      times: words.slice(0, line.replace('#DISABLED#', '').trimStart().startsWith('@') ? 1 : 5),
      command,
      ...(identifier !== undefined && { identifier }),
      comment: commentOf(lines, place),
      commented: line.startsWith('#DISABLED#'),
    };
  });
}

/** The line of a variable, in the quotes that keep blank space at its ends; `undefined` for what is no name or no line. */
export function variableLine(name: string, value: string): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name) || /[\r\n\0]/.test(value)) return undefined;
  return `${name}=${/^\s|\s$|^$/.test(value) ? `"${value}"` : value}`;
}

/** Whether a crontab can hold this as the time of a job: one @word, or five fields. */
export function isCronTime(times: string): boolean {
  return /^(?:@[a-z]+|[^\s@#=]\S*(?: \S+){4})$/i.test(times);
}
