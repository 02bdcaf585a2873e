/** Scripts whose characters take two cells of a terminal (East Asian Wide and Fullwidth), and pictures. */
const wide =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Emoji}\ufe0f)/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
let graphemes: Intl.Segmenter | undefined;

/** What takes as many cells as `text` and shows nothing: two blanks for a wide character, none for a combining one, tabs as they are. */
export function blanks(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return ' '.repeat(text.length);
  let row = '';
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment } of graphemes.segment(text)) {
    if (segment === '\t') row += segment;
    else if (!invisible.test(segment)) row += wide.test(segment) ? '  ' : ' ';
  }
  return row;
}

/** Control characters as pictures of one cell each: a terminal must not obey them, and what follows must stay where it is. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd';
  });
}
