import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const text = '127.0.0.1\tlocalhost\n# mine\n10.0.0.4 db.internal db # old\n10.0.0.5\tweb\n10.0.0.5 www\n';
const machine = { files: { '/etc/hosts': text } };

describe('what /etc/hosts says', () => {
  specsOf({ machine }, [
    {
      call: 'hosts.list_hosts',
      value: {
        '127.0.0.1': { aliases: ['localhost'] },
        '10.0.0.4': { aliases: ['db.internal', 'db'], comment: 'old' },
        '10.0.0.5': { aliases: ['web', 'www'] },
      },
    },
    { call: 'hosts.get_ip', positional: ['db'], value: '10.0.0.4' },
    { call: 'hosts.get_ip', positional: ['nope'], value: '' },
    { call: 'hosts.get_alias', positional: ['10.0.0.5'], value: ['web', 'www'] },
    { call: 'hosts.get_alias', positional: ['10.0.0.6'], value: [] },
    { call: 'hosts.has_pair', positional: ['10.0.0.5', 'www'], value: true },
    { call: 'hosts.has_pair', positional: ['10.0.0.5', 'db'], value: false },
    { call: 'hosts.add_host', positional: ['10.0.0.9', 'a\n10.6.6.6'], refused: ['bad-arguments', /not the name/] },
    { call: 'hosts.rm_host', positional: ['ten', 'a'], refused: ['bad-arguments', /not an IP address/] },
    {
      call: 'hosts.set_host',
      positional: ['10.0.0.9', 'a'],
      named: { comment: 'x\ny' },
      refused: ['bad-arguments', /one line/],
    },
  ]);
});

describe('what changes it', () => {
  it.each([
    [
      'hosts.add_host',
      ['10.0.0.4', 'pg'],
      text.replace('10.0.0.4 db.internal db # old', '10.0.0.4\tdb.internal db pg\t# old'),
    ],
    ['hosts.add_host', ['10.0.0.9', 'new'], `${text}10.0.0.9\tnew\n`],
    ['hosts.add_host', ['10.0.0.5', 'www'], text],
    [
      'hosts.rm_host',
      ['10.0.0.4', 'db'],
      text.replace('10.0.0.4 db.internal db # old', '10.0.0.4\tdb.internal\t# old'),
    ],
    ['hosts.rm_host', ['10.0.0.5', 'www'], text.replace('10.0.0.5 www\n', '')],
    ['hosts.rm_host', ['10.0.0.5', 'nope'], text],
    ['hosts.set_host', ['10.0.0.5', 'one two'], text.replace('10.0.0.5\tweb\n10.0.0.5 www\n', '10.0.0.5\tone two\n')],
    ['hosts.set_host', ['10.0.0.4', 'db', 'new'], text.replace('10.0.0.4 db.internal db # old', '10.0.0.4\tdb\t# new')],
    ['hosts.set_host', ['10.0.0.4', ''], text.replace('10.0.0.4 db.internal db # old\n', '')],
    ['hosts.set_host', ['10.0.0.9', 'new'], `${text}10.0.0.9\tnew\n`],
  ])('%s %j', async (name, positional, after) => {
    const host = memoryHost(machine);
    const answer = await callFunction(
      functionTable,
      name,
      { positional, named: new Map() },
      host,
      specContext({}, host),
    );
    expect([answer.value, host.text('/etc/hosts')]).toEqual([true, after]);
    expect(host.touches).toEqual(after === text ? [] : ['files.write /etc/hosts']);
  });

  it('a full disk is a refusal, and the file stays', async () => {
    const host = memoryHost(machine);
    host.refuse('files.write', '/etc/hosts', 'ENOSPC', 'no space left on the device');
    const given = { positional: ['10.0.0.9', 'new'], named: new Map() };
    await expect(callFunction(functionTable, 'hosts.add_host', given, host, specContext({}, host))).rejects.toThrow(
      /no space/,
    );
    expect(host.text('/etc/hosts')).toBe(text);
  });
});
