/** What pages of the manual are written with. */

/** Of the version: a page that was made anew is not another page. */
const date = '2026-11-22';

/** The head of a page. @param {string} name @param {number} section @param {string} version @param {string} about */
export function head(name, section, version, about) {
  return [
    '.\\" Made by `node build/docs.mjs` from the tables in the code; `npm run check` compares.',
    `.TH ${name.toUpperCase()} ${section} ${date} ${quoted(`fleet ${version}`)} ${quoted('Fleet')}`,
    '.SH NAME',
    `${escaped(name)} \\- ${escaped(about)}`,
  ];
}

/** Rows of a term and what it means. */
export function terms(rows) {
  return rows.flatMap(([term, meaning]) => ['.TP', bold(term), text(meaning)]);
}

export function filesSection(files) {
  return ['.SH FILES', ...files.flatMap(([path, meaning]) => ['.TP', `.I ${quoted(path)}`, text(meaning)])];
}

/** The pages that belong together, as `name section`. */
export function seeAlso(...pages) {
  const last = pages.length - 1;
  return [
    '.SH SEE ALSO',
    ...pages.map(([name, section], index) => `.BR ${escaped(name)} (${section})${index < last ? ',' : ''}`),
  ];
}

/** Lines that are shown as they are typed. */
export function example(lines) {
  return ['.nf', '.RS 4', ...lines.map(line), '.RE', '.fi'];
}

/** What a help says in paragraphs and indented blocks. */
export function prose(words) {
  const blocks = words
    .trim()
    .split(/\n\s*\n/)
    .map((block) => block.split('\n'));
  return blocks.flatMap((lines) => {
    const plain = lines.filter((row) => !/^\s/.test(row));
    const indented = lines.filter((row) => /^\s/.test(row)).map((row) => row.replace(/^ {2}/, ''));
    return [
      ...(plain.length > 0 ? ['.PP', text(plain.join(' '))] : []),
      ...(indented.length > 0 ? ['.PP', ...example(indented)] : []),
    ];
  });
}

export function bold(words) {
  return `.B ${quoted(words)}`;
}

/** An argument of a macro. */
export function quoted(words) {
  return `"${escaped(words).replaceAll('"', '\\(dq')}"`;
}

export function text(words) {
  return line(words);
}

/** A line that begins with a dot or an apostrophe would be a request. */
function line(words) {
  const made = escaped(words);
  return /^[.']/.test(made) ? `\\&${made}` : made;
}

/** As it is typed: troff makes typography of dashes and quotes, which nobody can paste into a shell. */
export function escaped(words) {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll('…', '\\[u2026]')
    .replaceAll('·', '\\(pc');
}
