/**
 * `web2` before `web10`, whatever the locale: the order of ICU for English, with numbers as numbers, on what ids are made of. ICU itself takes ten
 * milliseconds before its first answer, and a ping of ten minions has a tenth of a second.
 */
export function byId(a: string, b: string): number {
  let [x, y] = [0, 0];
  // Where ids differ in nothing but this, small letters come first.
  let letters = 0;
  while (x < a.length && y < b.length) {
    const [one, other] = [a.charCodeAt(x), b.charCodeAt(y)];
    if (isDigit(one) && isDigit(other)) {
      const [m, n] = [endOfNumber(a, x), endOfNumber(b, y)];
      const order = byNumber(a.slice(x, m), b.slice(y, n));
      if (order !== 0) return order;
      [x, y] = [m, n];
    } else {
      const order = weight(one) - weight(other);
      if (order !== 0) return order;
      if (letters === 0) letters = other - one;
      x += 1;
      y += 1;
    }
  }
  return a.length - x - (b.length - y) || letters || Number(a > b) - Number(a < b);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function endOfNumber(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** Of any length: no number of JavaScript would hold some of them. */
function byNumber(a: string, b: string): number {
  const [m, n] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return m.length - n.length || Number(m > n) - Number(m < n);
}

/** `_`, `-`, `.`, other signs, digits, letters whatever their case, all else. */
function weight(code: number): number {
  const sign = [0x5f, 0x2d, 0x2e].indexOf(code);
  if (sign >= 0) return sign;
  if (isDigit(code)) return 0x200 + code;
  const small = code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
  if (small >= 0x61 && small <= 0x7a) return 0x300 + small;
  return code < 0x80 ? 0x100 + code : 0x400 + code;
}
