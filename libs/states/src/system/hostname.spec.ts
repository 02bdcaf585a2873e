import { describe, expect, it } from '@jest/globals';
import { HostRefusal, memoryHost } from '@fleet/platform';
import { tryState } from '../try-state.js';

const state = 'system.hostname';
const machine = { hostname: 'old', files: { '/etc/hostname': 'old\n' } };

describe('system.hostname', () => {
  it('foresees a change without touching, and has the function make it', async () => {
    const host = memoryHost(machine);
    const called: unknown[] = [];
    const call = async (...words: unknown[]) => (called.push(words), true);
    const args = { name: 'new.example.org' };
    const changes = {
      hostname: { old: 'old', new: 'new.example.org' },
      '/etc/hostname': { old: 'old', new: 'new.example.org' },
    };
    expect(await tryState({ state, host, args, call, test: true })).toMatchObject({ result: null, changes });
    expect(called).toEqual([]);
    expect(await tryState({ state, host, args, call })).toMatchObject({ result: true, changes });
    expect(called).toEqual([['network.mod_hostname', ['new.example.org']]]);
  });

  it('is settled where the machine has that name, and mends what only the next boot would bring', async () => {
    expect(await tryState({ state, host: memoryHost(machine), args: { name: 'old' } })).toMatchObject({
      result: true,
      changed: [],
      comment: 'the machine is called old',
    });
    const host = memoryHost({ hostname: 'old' });
    expect(await tryState({ state, host, args: { name: 'old' }, test: true })).toMatchObject({
      result: null,
      changes: { '/etc/hostname': { old: '', new: 'old' } },
    });
  });

  it.each(['', 'a b', '--static', 'a\nb', '-x'])('refuses %j', async (name) => {
    expect(await tryState({ state, host: memoryHost(machine), args: { name } })).toMatchObject({ result: false });
  });

  it('says what the machine said', async () => {
    const call = async () => {
      throw new HostRefusal('EROFS', 'cannot write /etc/hostname: the file system is read-only');
    };
    expect(await tryState({ state, host: memoryHost(machine), args: { name: 'new' }, call })).toMatchObject({
      result: false,
      comment: expect.stringContaining(
        'call the machine new: cannot write /etc/hostname: the file system is read-only',
      ),
    });
  });
});
