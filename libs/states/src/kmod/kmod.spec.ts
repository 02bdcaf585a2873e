import { describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandScript, type MemoryMachine } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

function machine(files: MemoryMachine['files'] = {}): ReturnType<typeof memoryHost> {
  const proc = '/proc/modules';
  const answer: CommandScript['answer'] = async ({ command, files: tree }) => {
    const words = command as readonly string[];
    const name = words.at(-1) ?? '';
    const rows = (tree.text(proc) ?? '').split('\n').filter((row) => row !== '' && !row.startsWith(`${name} `));
    if (!words.includes('--remove')) rows.push(`${name} 16384 0 - Live 0x0`);
    await tree.write(proc, rows.map((row) => `${row}\n`).join(''));
    return {};
  };
  return memoryHost({
    files: { [proc]: 'floppy 1 0 - Live 0x0\n', ...files },
    programs: ['modprobe'],
    commands: [{ command: /^modprobe /, answer }],
  });
}

describe('kmod.present', () => {
  it('loads a module now and at boot', async () => {
    const host = machine({ '/etc/modules': 'loop\n' });
    const args = { name: 'x', mods: ['br-netfilter', 'loop'], persist: true };
    const done = await tryTwice({ state: 'kmod.present', host, args });
    expect(done.changes).toEqual({
      br_netfilter: 'loaded',
      loop: 'loaded',
      '/etc/modules-load.d/salt_managed.conf': ['br_netfilter'],
    });
  });

  it('leaves a module that is built into the kernel', async () => {
    const host = machine({ '/lib/modules/6.1.0-18-amd64/modules.builtin': 'kernel/net/bridge/br-netfilter.ko\n' });
    const args = { name: 'br_netfilter' };
    expect(await tryState({ state: 'kmod.present', host, args })).toMatchObject({ result: true, changed: [] });
    expect(host.touches).toEqual([]);
  });

  it('says what is missing or cannot be', async () => {
    expect(await tryState({ state: 'kmod.present', host: memoryHost(), args: { name: 'loop' } })).toMatchObject({
      result: false,
      comment: 'this machine has no modprobe',
    });
    expect(await tryState({ state: 'kmod.present', host: machine(), args: { name: '../x' } })).toMatchObject({
      result: false,
    });
  });
});

describe('kmod.absent', () => {
  it('unloads a module, and comments it out of the boot', async () => {
    const host = machine({ '/etc/modules': 'floppy\nloop\n' });
    const args = { name: 'x', mods: ['floppy', 'joydev'], persist: true };
    const done = await tryTwice({ state: 'kmod.absent', host, args });
    expect(host.text('/etc/modules')).toBe('#floppy\nloop\n');
    expect(done.changes).toEqual({ floppy: 'removed', '/etc/modules': ['floppy'] });
  });
});
