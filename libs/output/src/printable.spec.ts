import { describe, expect, it } from '@jest/globals';
import { inOneLine, printable } from './printable.js';

describe('printable', () => {
  it.each([
    ['\u001b[2Jgone', '\\x1b[2Jgone'],
    ['a\tb\nc\r', 'a\tb\nc\\x0d'],
    ['exe\u202egnp.sh', 'exe\\u202egnp.sh'],
    ['\u2066x\u2069 \u061c\u200f', '\\u2066x\\u2069 \\u061c\\u200f'],
    ['größer 漢字 🚀', 'größer 漢字 🚀'],
  ])('%j is shown as %j', (text, shown) => expect(printable(text)).toBe(shown));
});

describe('inOneLine', () => {
  it.each([
    ['echo hi', 'echo hi'],
    ['echo hi\n', 'echo hi'],
    ["f='/opt/x'\ntest -f $f", "f='/opt/x' …"],
    ['0123456789abcdef', '0123456789 …'],
    ['\u001b[1m\nx', '\\x1b[1m …'],
  ])('%j is shown as %j', (text, shown) => expect(inOneLine(text, 10)).toBe(shown));
});
