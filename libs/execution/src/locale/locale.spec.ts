import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const generated = '/usr/lib/locale/list';
const machine = {
  files: {
    [generated]: 'C\nC.utf8\nPOSIX\n',
    '/etc/locale.gen': '# de_DE.UTF-8 UTF-8\n# de_DE@euro ISO-8859-15\n',
    '/etc/default/locale': '# mine\nLANG="C.UTF-8"\n',
  },
  commands: [
    { command: 'locale -a', answer: ({ files }) => ({ stdout: files.text(generated) ?? '' }) },
    {
      command: 'locale-gen',
      answer: async ({ files }) => {
        const wanted = (files.text('/etc/locale.gen') ?? '').split('\n').filter((line) => /^\w/.test(line));
        if (wanted.some((line) => line.startsWith('xx'))) return { stdout: 'Generating…' };
        const names = wanted.map((line) => (line.split(' ')[0] ?? '').replace('UTF-8', 'utf8'));
        await files.write(generated, ['C', 'C.utf8', 'POSIX', ...names, ''].join('\n'));
        return { stdout: 'Generation complete.' };
      },
    },
  ],
} satisfies MemoryMachine;

async function call(host: ReturnType<typeof memoryHost>, name: string, ...positional: string[]) {
  return (await callFunction(functionTable, name, { positional, named: new Map() }, host, specContext({}, host))).value;
}

describe('locale', () => {
  specsOf({ machine }, [
    { call: 'locale.list_avail', value: ['C', 'C.utf8', 'POSIX'] },
    { call: 'locale.avail', positional: ['C.UTF-8'], value: true },
    { call: 'locale.avail', positional: ['de_DE.UTF-8'], value: false },
    { call: 'locale.avail', positional: ['--help'], refused: ['bad-arguments', /not the name of a locale/] },
    { call: 'locale.set_locale', positional: ['de_DE.UTF-8'], refused: ['not-found', /locale\.gen_locale/] },
    { call: 'locale.gen_locale', positional: ['de_DE'], refused: ['bad-arguments', /character set/] },
    { call: 'locale.gen_locale', positional: ['xx_XX.UTF-8'], value: false },
    { call: 'locale.gen_locale', positional: ['de_DE.UTF-8'], named: { verbose: true }, value: 'Generation complete.' },
  ]);

  it('generates one, sets it, and leaves what is so', async () => {
    const host = memoryHost(machine);
    expect(await call(host, 'locale.gen_locale', 'de_DE.utf8')).toBe(true);
    expect(host.text('/etc/locale.gen')).toBe('de_DE.UTF-8 UTF-8\n# de_DE@euro ISO-8859-15\n');
    expect(await call(host, 'locale.set_locale', 'de_DE.UTF-8')).toBe(true);
    expect(host.text('/etc/default/locale')).toBe('# mine\nLANG=de_DE.UTF-8\n');
    host.forgetTouches();
    await call(host, 'locale.gen_locale', 'de_DE.UTF-8');
    await call(host, 'locale.set_locale', 'de_DE.UTF-8');
    expect(host.touches).toEqual([]);
  });

  it('knows where systemd alone keeps it', async () => {
    const host = memoryHost({ commands: machine.commands, files: { [generated]: 'C\n' } });
    await call(host, 'locale.set_locale', 'C');
    expect(host.text('/etc/locale.conf')).toBe('LANG=C\n');
  });
});
