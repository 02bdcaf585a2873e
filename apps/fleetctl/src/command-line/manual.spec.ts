import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { commands } from './commands.js';
import { callOptions, commonOptions } from './options.js';
import { exitCodeLines } from './program.js';

const pageOf = (name: string): string => fileURLToPath(new URL(`../../../../deploy/man/${name}`, import.meta.url));
const pages = ['fleetctl.1', 'fleet-master.8', 'fleet-minion.8'];
const page = pageOf('fleetctl.1');
/** As it was typed. */
const unescaped = (name: string): string =>
  readFileSync(pageOf(name), 'utf8').replaceAll('\\-', '-').replaceAll('\\(aq', "'");
const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

describe('the manual page', () => {
  const text = unescaped('fleetctl.1');

  it('has every command with its examples, every option and every exit code', () => {
    for (const { name, examples, options = [] } of commands) {
      expect(text).toContain(`.SS "fleetctl ${name}`);
      for (const { flags } of options) expect(text).toContain(flags);
      const [plain] = examples.filter((example) => /^[\w '-]+$/.test(example));
      if (plain !== undefined) expect(text).toContain(plain);
    }
    for (const { flags } of [...callOptions, ...commonOptions]) expect(text).toContain(`.B "${flags}"`);
    for (const [code] of exitCodeLines) expect(text).toContain(`.B "${code}"\n`);
  });

  it.each([
    [
      'fleet-master.8',
      ['fleet-master init', 'fleet-master operator add <name>', 'fleet-master backup restore <backup>'],
      ['--listen <address:port>', '--without-streams', '(default /; also FLEET_ROOT)'],
      ['0', '1', '2', '5', '69', '78'],
    ],
    [
      'fleet-minion.8',
      ['fleet-minion run [--root DIR]', 'fleet-minion join TOKEN'],
      ['--yes-destroy', 'fleet-minion call --local test.ping'],
      ['0', '1', '2', '5', '6', '8'],
    ],
  ])('of %s has commands, options, examples and exit codes', (name, commandLines, words, codes) => {
    const other = unescaped(name);
    for (const typed of commandLines) expect(other).toContain(`.SS "${typed}`);
    for (const word of words) expect(other).toContain(word);
    const [, exits = ''] = /\.SH EXIT STATUS\n([\s\S]*?)\.SH /.exec(other) ?? [];
    expect([...exits.matchAll(/\.B "(\d+)"\n\w/g)].map(([, code]) => code)).toEqual(codes);
  });

  const renderers = [
    ['mandoc', ['-Tlint', '-W', 'warning']],
    ['groff', ['-ww', '-man', '-Tutf8', '-Kutf8', '-z']],
  ] as const;
  for (const [program, args] of renderers)
    (has(program) ? it : it.skip).each(pages)(
      `${program} has nothing to say of %s${has(program) ? '' : ' (it is not installed)'}`,
      (name) => {
        const { status, stdout, stderr } = spawnSync(program, [...args, pageOf(name)], { encoding: 'utf8' });
        expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
      },
    );

  (has('man') ? it : it.skip)(`what man shows of it can be typed${has('man') ? '' : ' (man is not installed)'}`, () => {
    const { stdout, stderr } = spawnSync('man', ['-l', page], {
      encoding: 'utf8',
      env: { ...process.env, MANWIDTH: '100', MANPAGER: 'cat', LC_ALL: 'C.UTF-8', GROFF_NO_SGR: '1', MANROFFOPT: '-c' },
    });
    const shown = stdout.replace(/.\u0008/g, '');
    expect(stderr).toBe('');
    expect(shown).toContain("fleetctl 'miner-*' service.restart cortensord@node_01");
    expect(shown).toContain('--detailed-exitcode');
  });
});
