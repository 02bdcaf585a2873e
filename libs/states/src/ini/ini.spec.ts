import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const name = '/etc/app.ini';
const text = '; top\nbare = 1\n\n[db]\nhost = x\n# the port\nport=1\n\n[web]\nport = 2\n';
const machine = (content = text): ReturnType<typeof memoryHost> =>
  memoryHost({ files: { [name]: { content, mode: 0o640, uid: 7 } } });

describe('ini', () => {
  it.each([
    [
      'options_present',
      { sections: { db: { port: 5, user: 'u' }, bare: '2' } },
      text.replace('port=1', 'port=5\nuser = u').replace('bare = 1', 'bare = 2'),
    ],
    ['options_present', { sections: { db: { port: 1 } }, strict: true }, text.replace('host = x\n', '')],
    ['options_present', { sections: { new: { a: true } }, no_spaces: true }, `${text}\n[new]\na=True\n`],
    ['options_absent', { sections: { db: ['port', 'nope'], no: ['x'] } }, text.replace('port=1\n', '')],
    ['options_absent', { sections: ['bare'] }, text.replace('bare = 1\n', '')],
    ['sections_present', { sections: ['db', 'new'] }, `${text}\n[new]\n`],
    ['sections_absent', { sections: ['db'] }, '; top\nbare = 1\n\n[web]\nport = 2\n'],
  ])('%s of %j', async (state, args, after) => {
    const host = machine();
    const done = await tryTwice({ state: `ini.${state}`, host, args: { name, ...args } });
    expect(host.text(name)).toBe(after);
    expect(await host.files.stat(name)).toMatchObject({ mode: 0o640, uid: 7 });
    expect(done.changes['diff']).toMatch(/^--- /);
  });

  it('a file that does not exist is an error, is made where that is asked for, and has nothing to be removed', async () => {
    const args = { name, sections: { db: { port: 1 } } };
    expect(await tryState({ state: 'ini.options_present', host: memoryHost(), args })).toMatchObject({
      result: false,
      comment: `${name} does not exist`,
    });
    const host = memoryHost();
    await tryTwice({ state: 'ini.options_present', host, args: { ...args, create: true } });
    expect(host.text(name)).toBe('[db]\nport = 1\n');
    for (const state of ['ini.options_absent', 'ini.sections_absent'])
      expect(await tryState({ state, host: memoryHost(), args })).toMatchObject({ result: true, changed: [] });
  });

  it('a secret is not shown, and neither is what is in a file that only its owner may read', async () => {
    const args = { name, sections: { db: { password: 'hunter22' } } };
    const open = await tryState({ state: 'ini.options_present', host: machine(), args, secrets: ['hunter22'] });
    const host = memoryHost({ files: { [name]: { content: '[db]\npassword = old secret\n', mode: 0o600 } } });
    const closed = await tryState({ state: 'ini.options_present', host, args });
    for (const done of [open, closed]) {
      expect(done.result).toBe(true);
      expect(JSON.stringify(done)).not.toMatch(/hunter22|old secret/);
    }
  });

  it.each([
    [{ sections: { db: { port: [1] } } }, text, /value of an ini file is a text/],
    [{ sections: {} }, text, /names no option/],
    [{ sections: { db: { port: 'a\nb = 1\n[x]' } } }, '[db\n', /left as it is: line 1, column 1/],
    [{ sections: { db: { 'po=rt': 1 } } }, text, /no name of an option/],
    [{ sections: { db: { port: 'a\rb' } } }, text, /control characters/],
  ])('refuses %j with a sentence', async (args, content, comment) => {
    const host = machine(content);
    expect(await tryState({ state: 'ini.options_present', host, args: { name, ...args } })).toMatchObject({
      result: false,
      comment: expect.stringMatching(comment),
    });
    expect(host.text(name)).toBe(content);
  });

  it('a value of several lines cannot become a section', async () => {
    const host = machine();
    await tryTwice({ state: 'ini.options_present', host, args: { name, sections: { db: { port: 'a\n[x]\nb = 1' } } } });
    expect(host.text(name)).toContain('port=a\n    [x]\n    b = 1\n');
  });

  it.each(['ENOSPC', 'EROFS', 'EACCES'])('%s is told, and the file stays', async (code) => {
    const host = machine();
    host.refuse('files.write', name, code);
    const done = await tryState({ state: 'ini.options_present', host, args: { name, sections: { db: { port: 9 } } } });
    expect(done).toMatchObject({ result: false, changes: {} });
    expect(host.text(name)).toBe(text);
  });
});
