const words: Readonly<Record<string, number>> = {
  emerg: 0,
  panic: 0,
  alert: 1,
  crit: 2,
  critical: 2,
  fatal: 2,
  err: 3,
  error: 3,
  warn: 4,
  warning: 4,
  notice: 5,
  info: 6,
  debug: 7,
  trace: 7,
};

/** Characters at the beginning of a line in which programs say how grave it is. */
const beginning = 120;

const found = new RegExp(
  `(?:^|[\\s[(<|=":])(?:level=|"level":\\s*")?(${Object.keys(words).join('|')})(?=$|[\\s\\])>|,:"=])`,
  'i',
);

/** How grave a line of a log file says that it is, by the first such word near its beginning. */
export function levelOfLine(text: string): number | undefined {
  const word = found.exec(text.slice(0, beginning))?.[1];
  return word === undefined ? undefined : words[word.toLowerCase()];
}
