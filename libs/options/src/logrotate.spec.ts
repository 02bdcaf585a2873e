import { describe, expect, it } from '@jest/globals';
import { OptionsRefused } from './definition.js';
import { blockOf, readLogrotate, setLogrotate } from './logrotate.js';

const text = `# see "man logrotate" for details
weekly
rotate 4
#compress
include /etc/logrotate.d

/var/log/wtmp {
    missingok
    create 0664 root utmp # of utmp
    rotate 1
}
"/var/log/a b.log"
/var/log/c.log {
	daily
	postrotate
		rotate nothing
	endscript
}
`;

describe('logrotate', () => {
  it('is read with its blocks and scripts', () => {
    const entries = readLogrotate(text);
    expect(entries.filter((entry) => entry.kind === 'directive').map(({ name, value }) => [name, value])).toEqual([
      ['weekly', ''],
      ['rotate', '4'],
      ['include', '/etc/logrotate.d'],
    ]);
    expect(blockOf(entries, '/var/log/a b.log')?.directives.map(({ name, value }) => [name, value])).toEqual([
      ['daily', ''],
      ['postrotate', 'rotate nothing'],
    ]);
  });

  it.each<[file: string | undefined, name: string, value: string | boolean, after: string]>([
    [undefined, 'rotate', '7', text.replace('rotate 4', 'rotate 7')],
    [undefined, 'rotate', '4', text],
    [undefined, 'compress', true, text.replace('rotate 4\n', 'rotate 4\ncompress\n')],
    [undefined, 'weekly', false, text.replace('weekly\n', '')],
    ['/var/log/wtmp', 'rotate', '2', text.replace('rotate 1', 'rotate 2')],
    ['/var/log/wtmp', 'maxsize', '1M', text.replace('rotate 1\n', 'rotate 1\n    maxsize 1M\n')],
    ['/var/log/c.log', 'compress', true, text.replace('endscript\n', 'endscript\n\tcompress\n')],
    ['/var/log/nope', 'rotate', false, text],
    ['/var/log/new/*.log', 'rotate', '3', `${text}\n/var/log/new/*.log {\n    rotate 3\n}\n`],
  ])('sets in %s %s to %s', (file, name, value, after) => {
    expect(setLogrotate(text, file, name, value)).toBe(after);
    expect(setLogrotate(after, file, name, value)).toBe(after);
  });

  it.each<[string, string | undefined, string, string | boolean, RegExp]>([
    ['/var/log/x {\nrotate 1\n', undefined, 'rotate', '2', /^line 1, column 1: the brace/],
    ['/x {\npostrotate\n}\n', '/x', 'rotate', '2', /^line 2, column 1: postrotate has no endscript/],
    [text, undefined, 'rotate', '1\n/etc/shadow {', /one line/],
    [text, undefined, 'rotate 1\n', '1', /no directive/],
    [text, '/x {', 'rotate', '1', /absolute path/],
    [text, undefined, 'postrotate', 'x', /script/],
  ])('refuses %j', (given, file, name, value, says) => {
    expect(() => setLogrotate(given, file, name, value)).toThrow(OptionsRefused);
    expect(() => setLogrotate(given, file, name, value)).toThrow(says);
  });
});
