import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const generated = '/usr/lib/locale/list';

function machine(more: MemoryMachine['files'] = {}): ReturnType<typeof memoryHost> {
  return memoryHost({
    files: {
      [generated]: 'C\nC.utf8\n',
      '/etc/locale.gen': '# de_DE.UTF-8 UTF-8\n# fr_FR.UTF-8 UTF-8\n',
      '/etc/default/locale': '# mine\nLANG="C.UTF-8"\n',
      ...more,
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

describe('a locale that cannot be had', () => {
  const state = 'locale.present';

  it('is refused where the machine knows what there is, before the list is touched', async () => {
    const host = machine({ '/usr/share/i18n/SUPPORTED': 'de_DE.UTF-8 UTF-8\nde_DE@euro ISO-8859-15\n' });
    expect(await tryState({ state, host, args: { name: 'xx_XX.UTF-8' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('there is no locale xx_XX.UTF-8'),
    });
    expect(host.touches).toEqual([]);
    expect(await tryState({ state, host, args: { name: 'de_DE@euro' } })).toMatchObject({ result: true });
    expect(host.text('/etc/locale.gen')).toContain('de_DE@euro ISO-8859-15\n');
  });

  it.each(['ENOSPC', 'EROFS'])('says so where its list cannot be written: %s', async (code) => {
    const host = machine();
    host.refuse('files.write', '/etc/locale.gen', code);
    const answer = await tryState({ state, host, args: { name: 'de_DE.UTF-8' } });
    expect(answer).toMatchObject({ result: false, changed: [] });
    expect(answer.comment).toContain('could not generate the locale de_DE.UTF-8');
    expect(host.touches).not.toContain('commands.run locale-gen');
  });

  it('says what locale-gen says, and the next run goes on', async () => {
    const full = 'cannot create /usr/lib/locale/locale-archive: No space left on device';
    const host = memoryHost({
      files: { '/etc/locale.gen': '# de_DE.UTF-8 UTF-8\n' },
      commands: [
        { command: 'locale -a', answer: 'C\n' },
        { command: 'locale-gen', answer: { exitCode: 1, stderr: full } },
      ],
    });
    const args = { name: 'de_DE.UTF-8' };
    expect(await tryState({ state, host, args })).toMatchObject({
      result: false,
      comment: expect.stringContaining(full),
    });
    host.forgetTouches();
    expect(await tryState({ state, host, args })).toMatchObject({ result: false });
    expect(host.touches).toEqual(['commands.run locale-gen']);
  });

  it('is not taken for missing where the machine does not tell', async () => {
    const host = memoryHost({
      programs: ['locale-gen'],
      commands: [{ command: 'locale -a', answer: { exitCode: 1, stderr: 'locale: broken' } }],
    });
    await expect(tryState({ state, host, args: { name: 'C.UTF-8' } })).rejects.toThrow('locale: broken');
    expect(host.touches).toEqual([]);
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
  it.each(['ENOSPC', 'EROFS'])('says so where the file cannot be written: %s', async (code) => {
    const host = machine();
    host.refuse('files.write', '/etc/default/locale', code);
    expect(await tryState({ state: 'locale.system', host, args: { name: 'C' } })).toMatchObject({
      result: false,
      changed: [],
    });
    expect(host.text('/etc/default/locale')).toBe('# mine\nLANG="C.UTF-8"\n');
  });

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
