import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { compilerCodes, wrongCode } from './codes.js';

describe('a code that somebody writes', () => {
  it.each(['lint.port-clash', 'lint.*', 'lint.same-*', 'yaml.duplicate-key', 'yaml.*', '*', '*-key'])(
    '%s may mean a finding',
    (code) => expect(wrongCode(code)).toBeUndefined(),
  );

  it.each([
    ['lint.prot-clash', 'there is no code lint.prot-clash; did you mean lint.port-clash?'],
    ['port-clash', 'there is no code port-clash; did you mean lint.port-clash?'],
    ['yml.duplicate-key', 'there is no code yml.duplicate-key; did you mean yaml.duplicate-key?'],
    ['lint.zzz*', expect.stringContaining('there is no code lint.zzz*; --list-checks shows')],
    ['yaml', expect.stringContaining('there is no code yaml; ')],
  ])('%s is refused', (code, wanted) => expect(wrongCode(code)).toEqual(wanted));

  it('of a compiler begins as those in the code do', () => {
    const rooms = join(dirname(fileURLToPath(import.meta.url)), '../..');
    const said = ['rendering', 'highstate', 'pillar', 'targeting'].flatMap((room) =>
      readdirSync(join(rooms, room, 'src'), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
        .flatMap((path) => [
          ...readFileSync(join(rooms, room, 'src', path), 'utf8').matchAll(
            /(?:code: |(?:error|warning|problem)\(\s*)'([a-z]+)\.[a-z-]+'/g,
          ),
        ])
        .map((found) => found[1] as string),
    );
    expect(said.length).toBeGreaterThan(20);
    expect([...new Set(said)].filter((word) => !(compilerCodes as readonly string[]).includes(word))).toEqual([]);
  });
});
