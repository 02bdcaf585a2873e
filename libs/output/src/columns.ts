const narrow = /^[\u0020-\u007e]*$/;
const nothing = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** East Asian scripts and pictures: two columns each. */
const wide =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})$/u;

/** How many columns of a terminal a text of one line takes. It must be printable already. */
export function columnsOf(text: string): number {
  if (narrow.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += columnsOfOne(character);
  return columns;
}

function columnsOfOne(character: string): number {
  if (nothing.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** How many rows of a terminal a line takes that is folded where it is full; a letter of two columns is not torn apart. */
export function rowsOf(text: string, width: number): number {
  if (narrow.test(text)) return Math.max(1, Math.ceil(text.length / width));
  let rows = 1;
  let left = width;
  for (const character of text) {
    const columns = columnsOfOne(character);
    if (columns > left) {
      rows += 1;
      left = width;
    }
    left -= columns;
  }
  return rows;
}

/** A text of one line in at most so many columns; `…` stands for the end that does not fit. */
export function cutToColumns(text: string, most: number): string {
  if (columnsOf(text) <= most) return text;
  return most < 1 ? '' : `${beginning(text, most - 1)}…`;
}

/** The same, without the middle: of ids, both ends tell which one it is. */
export function cutInTheMiddle(text: string, most: number): string {
  if (columnsOf(text) <= most) return text;
  if (most < 3) return cutToColumns(text, most);
  const end = Math.floor((most - 1) / 2);
  const back = [...beginning([...text].reverse().join(''), end)].reverse().join('');
  return `${beginning(text, most - 1 - end)}…${back}`;
}

export function padColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** A word that stands in a folded text, and how it is painted. */
export interface FoldedWord {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/**
 * Words with blanks between them in lines of at most `width` columns; all but the first line are `indent` columns in. A word that is too long for
 * a line is broken, because a terminal that breaks it itself knows no indent. The texts must be printable already.
 */
export function foldWords(words: readonly FoldedWord[], width: number, indent: number): string {
  const margin = indent < width / 2 ? indent : 0;
  const lines: string[] = [];
  let line = '';
  let left = width;
  let begun = false;
  const next = (): void => {
    lines.push(line);
    line = ' '.repeat(margin);
    left = width - margin;
    begun = false;
  };
  for (const { text, paint = (given: string) => given } of words) {
    const columns = columnsOf(text);
    const fits = columns + (begun ? 1 : 0) <= left;
    if (begun && !fits) next();
    else if (begun) {
      line += ' ';
      left -= 1;
    }
    for (let rest = text; rest !== '';) {
      // A letter of two columns on a terminal of one has no place anywhere.
      const part = beginning(rest, left) || rest.slice(0, 1);
      line += paint(part);
      left -= columnsOf(part);
      begun = true;
      rest = rest.slice(part.length);
      if (rest !== '') next();
    }
  }
  return [...lines, line].join('\n');
}

function beginning(text: string, most: number): string {
  let taken = '';
  let left = most;
  for (const character of text) {
    left -= columnsOfOne(character);
    if (left < 0) break;
    taken += character;
  }
  return taken;
}
