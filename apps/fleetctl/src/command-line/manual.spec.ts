import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { commands } from './commands.js';
import { callOptions, commonOptions } from './options.js';
import { exitCodeLines } from './program.js';

const page = fileURLToPath(new URL('../../../../deploy/man/fleetctl.1', import.meta.url));
const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

describe('the manual page', () => {
  const text = readFileSync(page, 'utf8').replaceAll('\\-', '-').replaceAll('\\(aq', "'");

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

  const renderers = [
    ['mandoc', ['-Tlint', '-W', 'warning', page]],
    ['groff', ['-ww', '-man', '-Tutf8', '-Kutf8', '-z', page]],
  ] as const;
  for (const [program, args] of renderers)
    (has(program) ? it : it.skip)(
      `${program} has nothing to say of it${has(program) ? '' : ' (it is not installed)'}`,
      () => {
        const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
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
