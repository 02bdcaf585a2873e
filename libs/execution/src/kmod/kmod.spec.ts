import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { fromPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const proc = '/proc/modules';
const folder = '/lib/modules/6.1.0-18-amd64';
const machine = {
  files: {
    [proc]: 'nf_tables 278528 2 nft_compat,nft_chain_nat, Live 0x0\nfloppy 118784 0 - Live 0x0\n',
    [`${folder}/modules.dep`]:
      'kernel/net/bridge/br_netfilter.ko: kernel/net/bridge/bridge.ko\nkernel/drivers/net/dummy.ko.xz:\n',
    [`${folder}/modules.builtin`]: 'kernel/fs/ext4/ext4.ko\n',
    '/etc/modules': '# mine\nfloppy\n',
    '/etc/modules-load.d/salt_managed.conf': 'br-netfilter\n',
  },
  commands: [
    {
      command: /^modprobe (--remove )?-- broken$/,
      answer: { exitCode: 1, stderr: 'modprobe: FATAL: Module broken not found in directory /lib/modules/6.1' },
    },
    {
      command: /^modprobe /,
      answer: async ({ command, files }) => {
        const words = command as readonly string[];
        const name = words.at(-1) ?? '';
        const rows = (files.text(proc) ?? '').split('\n').filter((row) => row !== '' && !row.startsWith(`${name} `));
        if (!words.includes('--remove')) rows.push(`${name} 16384 0 - Live 0x0`);
        await files.write(proc, rows.map((row) => `${row}\n`).join(''));
        return {};
      },
    },
  ],
} satisfies MemoryMachine;

describe('kmod', () => {
  specsOf({ machine }, [
    { call: 'kmod.available', value: ['br_netfilter', 'dummy', 'ext4'] },
    { call: 'kmod.check_available', positional: ['br-netfilter'], value: true },
    { call: 'kmod.check_available', positional: ['loop'], value: false },
    {
      call: 'kmod.lsmod',
      value: [
        { module: 'nf_tables', size: '278528', depcount: '2', deps: ['nft_compat', 'nft_chain_nat'] },
        { module: 'floppy', size: '118784', depcount: '0', deps: [] },
      ],
    },
    { call: 'kmod.mod_list', value: ['floppy', 'nf_tables'] },
    { call: 'kmod.mod_list', positional: [true], value: ['br_netfilter', 'floppy'] },
    { call: 'kmod.is_loaded', positional: ['nf-tables'], value: true },
    { call: 'kmod.is_loaded', positional: ['loop'], value: false },
    { call: 'kmod.load', positional: ['../x'], refused: ['bad-arguments', /not the name of a module/] },
    { call: 'kmod.load', positional: ['--all'], refused: ['bad-arguments', /not the name of a module/] },
    { call: 'kmod.load', positional: ['broken'], refused: ['failed', /broken not found/] },
    { call: 'kmod.load', positional: ['dummy'], value: ['dummy'] },
    { call: 'kmod.load', positional: ['floppy'], value: [] },
    { call: 'kmod.remove', positional: ['floppy'], value: ['floppy'] },
    { call: 'kmod.remove', positional: ['dummy'], value: [] },
  ]);
  specsOf({}, [
    { call: 'kmod.available', value: [] },
    { call: 'kmod.lsmod', value: [] },
    { call: 'kmod.load', positional: ['dummy'], refused: ['not-found', /no such program/] },
  ]);

  it.each([
    ['kmod.load', ['dummy'], ['dummy'], { '/etc/modules-load.d/salt_managed.conf': 'br-netfilter\ndummy\n' }],
    ['kmod.load', ['br_netfilter'], ['br_netfilter'], { '/etc/modules-load.d/salt_managed.conf': 'br-netfilter\n' }],
    ['kmod.remove', ['floppy'], ['floppy'], { '/etc/modules': '# mine\n#floppy\n' }],
    ['kmod.remove', ['br-netfilter', true, false], ['br_netfilter'], { '/etc/modules-load.d/salt_managed.conf': '' }],
  ])('%s %j, at boot too', async (name, [mod, , comment = true], value, texts) => {
    const host = memoryHost(machine);
    const named = fromPlain({ persist: true, ...(name === 'kmod.remove' ? { comment } : {}) }) as ValueMap;
    const answer = await callFunction(
      functionTable,
      name,
      { positional: [mod ?? ''], named },
      host,
      specContext({}, host),
    );
    expect(answer.value).toEqual(value);
    for (const [path, text] of Object.entries(texts)) expect([path, host.text(path)]).toEqual([path, text]);
  });
});
