/**
 * `docs/guide.md` as something that can be run: what stands in its `console` blocks is typed, in order, and what comes must be what is shown there, but
 * for times, ids and the like.
 *
 *     $ fleetctl status                  typed by the operator, where the master is
 *     miner-04# systemctl is-active x    typed by root on that host
 *
 * What follows a command, up to the next one, is what it says on both streams. A line `…` stands for any lines.
 */

/**
 * @typedef {{ line: number, host: string | undefined, command: string, shown: string[] }} Step `line`: of the command in the file, from 1
 */

const typed = /^(?:\$|(?<host>[a-z][\w-]*)#) (?<command>.+)$/;

/** @param {string} markdown @returns {Step[]} */
export function readGuide(markdown) {
  const steps = [];
  let within = false;
  for (const [index, text] of markdown.split('\n').entries()) {
    if (text.startsWith('```')) {
      within = text === '```console';
      continue;
    }
    if (!within) continue;
    const { host, command } = typed.exec(text)?.groups ?? {};
    if (command !== undefined) steps.push({ line: index + 1, host, command, shown: [] });
    else if (steps.length === 0) throw new Error(`line ${index + 1}: nothing was typed before this`);
    else steps.at(-1).shown.push(text);
  }
  return steps;
}

/** The same guide with what really came. @param {string} markdown @param {Step[]} steps with `command` and `shown` as they were */
export function writeGuide(markdown, steps) {
  const byLine = new Map(steps.map((step) => [step.line, step]));
  const written = [];
  let within = false;
  for (const [index, text] of markdown.split('\n').entries()) {
    if (text.startsWith('```')) within = text === '```console';
    if (!within || text.startsWith('```')) {
      written.push(text);
      continue;
    }
    const step = byLine.get(index + 1);
    if (step) written.push(`${step.host === undefined ? '$' : `${step.host}#`} ${step.command}`, ...step.shown);
  }
  // A token is 2 KB of nothing to read.
  return written.map((line) => line.replace(/(fleet-join-.{12})[\w.-]+/g, '$1…')).join('\n');
}

/** What a command names that is another one each time: the token or the job that was shown last. */
const names = [/fleet-join-[\w.-]+…?/g, /\b\d{20}\b/g];

/** The command with the names that were shown last in `texts`. @param {string} command @param {readonly string[]} texts */
export function withNames(command, texts) {
  return names.reduce((text, pattern) => {
    const last = texts.flatMap((shown) => shown.match(pattern) ?? []).at(-1);
    return last === undefined ? text : text.replace(pattern, last);
  }, command);
}

const changing = [
  [/fleet-join-[\w.-]+…?/g, 'TOKEN'],
  // Of a moment that is not today the day is told as well.
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\b/g, 'TIME'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, 'WHEN'],
  [/\b\d{4}-\d\d-\d\d\b/g, 'DAY'],
  [/\b\d\d:\d\d(?::\d\d(?:\.\d+)?)?\b/g, 'TIME'],
  [/^\d+(?= +TIME +\w+ +job_)/g, 'ROW'],
  [/\b\d{20}\b/g, 'JID'],
  [/^[A-Z2-7]{8}(?=, valid until)/g, 'ID'],
  [/\b[0-9a-f]{40}\b|\b[0-9a-f]{64}\b|\b[0-9a-f]{12}\b|\b[0-9a-f]{10}\b|\b[0-9a-f]{7}\b/g, 'HEX'],
  [/\b(?:[A-Z2-7]{4}-){3,}[A-Z2-7]{4}\b/g, 'FINGERPRINT'],
  // 1 min 5 s is as good as 59 s.
  [/\b\d+(?:\.\d+)? ?(?:ms|s|min|h|d|kB|MB|MiB|GiB)\b(?: \d+ (?:s|min|h)\b)?/g, 'AMOUNT'],
  [/\b\d+(?:\.\d+)? %/g, 'AMOUNT'],
  [/\bpid \d+|\bport \d+/g, 'NUMBER'],
  [/-{3,}/g, '---'],
];

/** A line without what is another each time; columns move with it. */
export function lasting(line) {
  return changing
    .reduce((text, [pattern, word]) => text.replace(pattern, word), line)
    .replace(/[ \t]+/g, ' ')
    .trimEnd();
}

/** Whether what came is what is shown. @param {readonly string[]} shown @param {readonly string[]} came */
export function isShown(shown, came) {
  const [expected, actual] = [shown, came].map((lines) => lines.map(lasting));
  let [at, seen] = [0, 0];
  /** The last `…`, and what comes after the lines that it stands for: it stands for as few as will do. */
  let gap;
  while (seen < actual.length) {
    if (expected[at] === '…') gap = { at: (at += 1), seen };
    else if (at < expected.length && expected[at] === actual[seen]) [at, seen] = [at + 1, seen + 1];
    else if (gap) [at, seen] = [gap.at, (gap.seen += 1)];
    else return false;
  }
  return expected.slice(at).every((line) => line === '…');
}
