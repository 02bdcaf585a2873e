import { describe, expect, it } from '@jest/globals';
import { coloured, plain } from '@fleet/output';
import { paintPhase } from './phase.js';

const faint = '\u001b[2m';
const end = '\u001b[0m';

describe('a line of the phase view', () => {
  it.each([
    ['[CHECK]', faint],
    ['[SKIP]', faint],
    ['[EXEC]', '\u001b[36m'],
    ['[OK]', '\u001b[32m'],
    ['[WARN]', '\u001b[33m'],
    ['[ERROR]', '\u001b[31m'],
  ])('%s has its colour', (phase, colour) => {
    const line = `12:03:11.204 ${phase} 3/12 file.managed /etc/x  changed, 56 ms`;
    expect(paintPhase(line, coloured)).toBe(
      `${faint}12:03:11.204${end} ${colour}${phase}${end} 3/12 file.managed /etc/x  changed, 56 ms`,
    );
    expect(paintPhase(line, plain)).toBe(line);
  });

  it.each(['pulling [OK]', '12:03:11.204 [MAYBE] x', '12:03:11 [OK] x', ''])('%j is none', (line) => {
    expect(paintPhase(line, coloured)).toBe(line);
  });
});
