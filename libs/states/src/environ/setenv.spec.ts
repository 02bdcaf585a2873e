import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const state = 'environ.setenv';
const file = '/etc/environment';
const withVariables = () =>
  memoryHost({ environment: { A: '1', B: '2' }, files: { [file]: '# mine\nPATH="/bin"\nexport A=old\n' } });

describe('environ.setenv', () => {
  it('sets one or several', async () => {
    const host = withVariables();
    const done = await tryTwice({ state, host, args: { name: 'C', value: 3 } });
    expect(done.changes).toEqual({ C: '3' });
    await tryTwice({ state, host, args: { name: 'x', value: { A: 'one', D: false } } });
    expect(host.machine.environment()).toEqual({ A: 'one', B: '2', C: '3', D: '' });
    expect(host.text(file)).toContain('export A=old');
  });

  it('unsets', async () => {
    const host = withVariables();
    const done = await tryTwice({ state, host, args: { name: 'A', value: false, false_unsets: true } });
    expect(done.changes).toEqual({ A: null });
    expect(host.machine.environment()).toEqual({ B: '2' });
  });

  it('takes away all others where asked', async () => {
    const host = withVariables();
    await tryTwice({ state, host, args: { name: 'A', value: 'x', clear_all: true, false_unsets: true } });
    expect(host.machine.environment()).toEqual({ A: 'x' });
  });

  it('keeps it for sessions to come, and leaves the other lines', async () => {
    const host = withVariables();
    const args = { name: 'x', value: { A: 'a b', NEW: 'n' }, permanent: true };
    const done = await tryTwice({ state, host, args });
    expect(host.text(file)).toBe('# mine\nPATH="/bin"\nA="a b"\nNEW="n"\n');
    expect(done.changes[file]).toEqual({ A: { old: 'old', new: 'a b' }, NEW: { old: null, new: 'n' } });
    await tryTwice({ state, host, args: { name: 'A', value: false, false_unsets: true, permanent: true } });
    expect(host.text(file)).toBe('# mine\nPATH="/bin"\nNEW="n"\n');
  });

  it('shows no secret', async () => {
    const host = withVariables();
    const args = { name: 'TOKEN', value: 'hunter2', permanent: true };
    const done = await tryState({ state, host, args, secrets: ['hunter2'] });
    expect(JSON.stringify(done)).not.toContain('hunter2');
    expect(host.text(file)).toContain('TOKEN="hunter2"');
  });

  it.each([
    [{ name: 'A B', value: 'x' }, /not the name of a variable/],
    [{ name: 'A=B', value: 'x' }, /not the name of a variable/],
    [{ name: 'A', value: 'x\nLD_PRELOAD=/tmp/x' }, /must be one line/],
    [{ name: 'A', value: 'x#y', permanent: true }, /a comment in \/etc\/environment/],
    [{ name: 'A', value: ['x'] }, /a text, a mapping or False/],
    [{ name: 'A', value: { B: { c: 1 } } }, /must be a text/],
  ])('refuses %j', async (args, says) => {
    const host = withVariables();
    expect(await tryState({ state, host, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(says),
    });
    expect(host.touches).toEqual([]);
  });

  it('says so where the file cannot be written', async () => {
    const host = withVariables();
    host.refuse('files.write', file, 'ENOSPC', 'no space left on the device');
    expect(await tryState({ state, host, args: { name: 'C', value: '3', permanent: true } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('no space left'),
      changes: { C: '3' },
    });
  });
});
