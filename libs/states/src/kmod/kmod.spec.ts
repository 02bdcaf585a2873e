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

  it('knows a module that is loaded at boot with parameters', async () => {
    const host = machine({ '/etc/modules': 'floppy allowed_drive_mask=1 # old\n' });
    const args = { name: 'floppy', persist: true };
    expect(await tryState({ state: 'kmod.present', host, args })).toMatchObject({ result: true, changed: [] });
  });

  it.each(['ENOSPC', 'EROFS'])('tells what is loaded where the list cannot be written: %s', async (code) => {
    const host = machine();
    host.refuse('files.write', '/etc/modules-load.d/salt_managed.conf', code);
    const args = { name: 'loop', persist: true };
    const answer = await tryState({ state: 'kmod.present', host, args });
    expect(answer).toMatchObject({ result: false, changes: { loop: 'loaded' }, changed: ['loop'] });
    expect(answer.comment).toContain('could not load loop at boot');
  });

  it('does not take a list that it cannot read for an empty one', async () => {
    const host = machine({ '/etc/modules-load.d/salt_managed.conf': { kind: 'directory' } });
    const args = { name: 'floppy', persist: true };
    await expect(tryState({ state: 'kmod.present', host, args })).rejects.toThrow('salt_managed.conf');
    expect(host.touches).toEqual([]);
  });

  it('says what modprobe says', async () => {
    const host = memoryHost({
      programs: ['modprobe'],
      commands: [{ command: /^modprobe /, answer: { exitCode: 1, stderr: 'modprobe: FATAL: Module nope not found' } }],
    });
    expect(await tryState({ state: 'kmod.present', host, args: { name: 'nope', persist: true } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('Module nope not found'),
      changed: [],
    });
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
  it('takes a module out with its parameters', async () => {
    const host = machine({ '/etc/modules': 'loop max_loop=64 # many\nfloppy\n' });
    await tryTwice({ state: 'kmod.absent', host, args: { name: 'loop', persist: true, comment: false } });
    expect(host.text('/etc/modules')).toBe('floppy\n');
  });

  it.each(['ENOSPC', 'EROFS'])('tells what is unloaded where the list cannot be written: %s', async (code) => {
    const host = machine({ '/etc/modules': 'floppy\n' });
    host.refuse('files.write', '/etc/modules', code);
    const answer = await tryState({ state: 'kmod.absent', host, args: { name: 'floppy', persist: true } });
    expect(answer).toMatchObject({ result: false, changes: { floppy: 'removed' }, changed: ['floppy'] });
    expect(host.text('/etc/modules')).toBe('floppy\n');
  });

  it('unloads a module, and comments it out of the boot', async () => {
    const host = machine({ '/etc/modules': 'floppy\nloop\n' });
    const args = { name: 'x', mods: ['floppy', 'joydev'], persist: true };
    const done = await tryTwice({ state: 'kmod.absent', host, args });
    expect(host.text('/etc/modules')).toBe('#floppy\nloop\n');
    expect(done.changes).toEqual({ floppy: 'removed', '/etc/modules': ['floppy'] });
  });
});
