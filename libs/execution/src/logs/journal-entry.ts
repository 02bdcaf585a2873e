import type { LogLine } from './log-line.js';

export interface JournalEntry {
  readonly cursor: string;
  /** One for each line of the message. */
  readonly lines: readonly LogLine[];
}

/** The fields that an entry is made of; what journalctl adds by itself (time, cursor) comes besides. */
export const entryFields = ['MESSAGE', 'PRIORITY', '_SYSTEMD_UNIT', '_PID', 'UNIT', 'SYSLOG_IDENTIFIER'];

/** Characters of the name of a unit. */
const longestName = 256;

/** An entry as `journalctl --output=json` prints it; `undefined` for what is none. */
export function journalEntry(text: string): JournalEntry | undefined {
  let entry: Record<string, unknown>;
  try {
    entry = JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const [cursor, moment] = [entry['__CURSOR'], Number(entry['__REALTIME_TIMESTAMP'])];
  if (typeof cursor !== 'string' || !Number.isFinite(moment)) return undefined;
  // What systemd says of a unit names the unit beside itself; anybody else who does would speak in the name of another.
  const told = fieldText(entry['_PID'] ?? '') === '1' ? entry['UNIT'] : undefined;
  const unit = nameOf(fieldText(told ?? entry['_SYSTEMD_UNIT'] ?? entry['SYSLOG_IDENTIFIER'] ?? ''));
  const priority = fieldText(entry['PRIORITY'] ?? '');
  const level = /^[0-7]$/.test(priority) ? Number(priority) : undefined;
  const about = {
    time: Math.floor(moment / 1000),
    source: unit.replace(/\.service$/, ''),
    ...(level !== undefined && { level }),
  };
  const message = fieldText(entry['MESSAGE'] ?? '').replaceAll('\0', '\ufffd');
  return {
    cursor,
    lines: message.split('\n').map((line) => ({ ...about, text: line.replace(/\r+$/, '') })),
  };
}

/** Who writes to the journal chooses its identifier: one with a tab or a line end in it would make lines of its own. */
function nameOf(text: string): string {
  return text.slice(0, longestName).replace(/\p{Cc}/gu, '\ufffd');
}

/** What is no text comes as a list of bytes; a field that stands twice as a list of texts. */
function fieldText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  return value.every((one) => typeof one === 'number')
    ? Buffer.from(value as number[]).toString('utf8')
    : fieldText(value[0]);
}
