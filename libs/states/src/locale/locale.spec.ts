import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const generated = '/usr/lib/locale/list';

function machine(): ReturnType<typeof memoryHost> {
  return memoryHost({
    files: {
      [generated]: 'C\nC.utf8\n',
      '/etc/locale.gen': '# de_DE.UTF-8 UTF-8\n# fr_FR.UTF-8 UTF-8\n',
      '/etc/default/locale': '# mine\nLANG="C.UTF-8"\n',
    },
    commands: [
      { command: 'locale -a', answer: ({ files }) => ({ stdout: files.text(generated) ?? '' }) },
      {
        command: 'locale-gen',
        answer: async ({ files }) => {
          const wanted = (files.text('/etc/locale.gen') ?? '').split('\n').filter((line) => /^\w/.test(line));
          const names = wanted.map((line) => (line.split(' ')[0] ?? '').replace('UTF-8', 'utf8'));
          await files.write(generated, ['C', 'C.utf8', ...names].join('\n'));
          return {};
        },
      },
    ],
  });
}

describe('locale.present', () => {
  it('generates what the machine does not have', async () => {
    const host = machine();
    await tryTwice({ state: 'locale.present', host, args: { name: 'de_DE.UTF-8' } });
    expect(host.text('/etc/locale.gen')).toBe('de_DE.UTF-8 UTF-8\n# fr_FR.UTF-8 UTF-8\n');
    expect(await tryState({ state: 'locale.present', host, args: { name: 'C.UTF-8' } })).toMatchObject({
      result: true,
      changed: [],
    });
    expect(await tryState({ state: 'locale.present', host, args: { name: 'de_AT' } })).toMatchObject({ result: false });
  });
});

describe('a locale that is named in other words', () => {
  it('is found in the list, which knows how to spell it', async () => {
    const host = machine();
    await tryTwice({ state: 'locale.present', host, args: { name: 'fr_FR.utf8' } });
    expect(host.text('/etc/locale.gen')).toBe('# de_DE.UTF-8 UTF-8\nfr_FR.UTF-8 UTF-8\n');
  });
});

describe('locale.system', () => {
  it('sets LANG, to a locale that there is', async () => {
    const host = machine();
    expect(await tryState({ state: 'locale.system', host, args: { name: 'C.UTF-8' } })).toMatchObject({
      result: true,
      changed: [],
    });
    expect(await tryState({ state: 'locale.system', host, args: { name: 'de_DE.UTF-8' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('`locale.present`'),
    });
    const bare = memoryHost({ commands: [{ command: 'locale -a', answer: { stdout: 'C' } }] });
    await tryTwice({ state: 'locale.system', host: bare, grains: { os_family: 'Debian' }, args: { name: 'C' } });
    expect(bare.text('/etc/default/locale')).toBe('LANG=C\n');
    await tryTwice({ state: 'locale.system', host, args: { name: 'C' } });
    expect(host.text('/etc/default/locale')).toBe('# mine\nLANG=C\n');
  });
});
