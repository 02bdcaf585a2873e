import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const file = '/etc/app.ini';
const text = '; top\nbare = 1\n\n[db]\nhost = "x" # kept\n# port = 1\nport=5432\n';
const bytes = { '/etc/latin.ini': { content: Buffer.from([0x5b, 0x61, 0x5d, 0x0a, 0xe9, 0x3d, 0x31, 0x0a]) } };

describe('ini', () => {
  specsOf({ machine: { files: { [file]: text, '/etc/broken.ini': 'a = 1\n[b\n', ...bytes } } }, [
    { call: 'ini.get_option', positional: [file, 'db', 'host'], value: '"x" # kept' },
    { call: 'ini.get_option', positional: [file, 'DEFAULT_IMPLICIT', 'bare'], value: '1' },
    { call: 'ini.get_option', positional: [file, 'db', 'nope'], value: null },
    { call: 'ini.get_section', positional: [file, 'db'], value: { host: '"x" # kept', port: '5432' } },
    { call: 'ini.get_section', positional: [file, 'nope'], value: {} },
    {
      call: 'ini.get_ini',
      positional: [file],
      value: { DEFAULT_IMPLICIT: { bare: '1' }, db: { host: '"x" # kept', port: '5432' } },
    },
    { call: 'ini.get_ini', positional: ['/nope'], refused: ['not-found', /nope/] },
    { call: 'ini.get_ini', positional: ['/etc/broken.ini'], refused: ['failed', /broken.ini: line 2, column 1/] },
    { call: 'ini.get_ini', positional: ['/etc/latin.ini'], refused: ['failed', /no text in UTF-8/] },
    { call: 'ini.remove_option', positional: [file, 'db', 'port'], value: '5432' },
    { call: 'ini.remove_option', positional: [file, 'db', 'nope'], value: null },
    { call: 'ini.remove_section', positional: [file, 'db'], value: { host: '"x" # kept', port: '5432' } },
    { call: 'ini.remove_section', positional: [file, 'nope'], value: null },
    { call: 'ini.set_option', positional: [file, { db: { port: 5432 }, bare: '1' }], value: {} },
    { call: 'ini.set_option', positional: [file, { db: { port: [1] } }], refused: ['bad-arguments', /is a text/] },
    { call: 'ini.set_option', positional: [file, { db: { port: 'a\rb' } }], refused: ['failed', /control characters/] },
  ]);

  it('sets options in place, and writes once', async () => {
    const host = memoryHost({ files: { [file]: text } });
    const given = {
      positional: [file, fromPlain({ db: { port: 1, user: 'u' }, new: { debug: true } })],
      named: new Map() as ValueMap,
    };
    const { value } = await callFunction(functionTable, 'ini.set_option', given, host, specContext({}, host));
    expect(value).toEqual(
      fromPlain({
        db: { port: { before: '5432', after: '1' }, user: { before: null, after: 'u' } },
        new: { debug: { before: null, after: 'True' } },
      }),
    );
    expect(host.text(file)).toBe(
      '; top\nbare = 1\n\n[db]\nhost = "x" # kept\n# port = 1\nport=1\nuser = u\n\n[new]\ndebug = True\n',
    );
    expect(host.touches).toHaveLength(1);
  });

  it('leaves the file alone where one of several options cannot be written', async () => {
    const host = memoryHost({ files: { [file]: text } });
    const given = { positional: [file, fromPlain({ db: { port: 1, 'x=y': 2 } })], named: new Map() as ValueMap };
    await expect(callFunction(functionTable, 'ini.set_option', given, host, specContext({}, host))).rejects.toThrow(
      /no name/,
    );
    expect(host.text(file)).toBe(text);
  });
});
