import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import { tryState, tryTwice } from '../try-state.js';

const state = 'artifact.collected';

/** A master that keeps what it is brought. */
function master(): {
  kept: Map<string, { content: string; secret: Value }>;
  call: (name: string, args?: readonly Value[], kwargs?: ValueMap) => Promise<Value>;
} {
  const kept = new Map<string, { content: string; secret: Value }>();
  const call = async (name: string, args: readonly Value[] = [], kwargs: ValueMap = new Map()): Promise<Value> => {
    if (name === 'cp.pushed') {
      const found = kept.get(String(args[0]));
      if (!found) return new Map();
      const sha256 = createHash('sha256').update(found.content).digest('hex');
      return new Map<Value, Value>([
        ['sha256', sha256],
        ['secret', found.secret],
      ]);
    }
    if (name !== 'cp.push' && name !== 'cp.push_text') throw new Error(`${name} is not expected`);
    const content = name === 'cp.push' ? 'the file' : String(args[0]);
    kept.set(String(kwargs.get('upload_path')), { content, secret: kwargs.get('secret') ?? null });
    return true;
  };
  return { kept, call };
}

const machine: MemoryMachine = {
  files: { '/etc/x': 'the file', '/etc/folder': { kind: 'directory' } as never },
  commands: [
    { command: /doctor/, answer: { stdout: 'all is well' } },
    { command: /broken/, answer: { exitCode: 3, stderr: 'password hunter2 is wrong' } },
  ],
};

describe('artifact.collected', () => {
  it.each([
    [{ name: '/etc/x' }, 'etc/x', 'the file', false],
    [{ name: '/etc/x', dest: 'copies/x', secret: true }, 'copies/x', 'the file', true],
    [{ name: 'report', cmd: 'doctor --all' }, 'report', 'all is well', false],
  ])('brings %j once', async (args, path, content, secret) => {
    const { kept, call } = master();
    const done = await tryTwice({ state, host: memoryHost(machine), args, call });
    expect([done.result, [...kept]]).toEqual([true, [[path, { content, secret }]]]);
    expect(JSON.stringify(done.changes)).toMatch(secret ? /\(secret\)/ : /[0-9a-f]{64}/);
  });

  it('is brought again where it is to be secret from now on', async () => {
    const { kept, call } = master();
    await tryState({ state, host: memoryHost(machine), args: { name: '/etc/x' }, call });
    await tryState({ state, host: memoryHost(machine), args: { name: '/etc/x', secret: true }, call });
    expect(kept.get('etc/x')?.secret).toBe(true);
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ name: '/etc/none' }, /there is no/],
    [{ name: 'etc/x' }, /no absolute path/],
    [{ name: '/etc/x', dest: '../../x' }, /cannot be the path/],
    [{ name: '/etc/folder' }, /no file, but a directory/],
    [{ name: 'r', cmd: 'broken' }, /command failed.*hunter2/],
  ])('refuses %j', async (args, says) => {
    const { kept, call } = master();
    const done = await tryState({ state, host: memoryHost(machine), args, call });
    expect([done.result, done.comment, kept.size]).toEqual([false, expect.stringMatching(says), 0]);
  });

  it('tells nothing of a secret command that failed but its exit code', async () => {
    const done = await tryState({
      state,
      host: memoryHost(machine),
      args: { name: 'r', cmd: 'broken', secret: true },
      call: master().call,
    });
    expect(done).toMatchObject({ result: false, comment: expect.stringMatching(/ended with 3$/) });
  });

  it('in a dry run brings nothing, and an earlier state may make the file', async () => {
    const { kept, call } = master();
    for (const name of ['/etc/x', '/etc/none'])
      expect(await tryState({ state, host: memoryHost(machine), args: { name }, call, test: true })).toMatchObject({
        result: null,
      });
    expect(kept.size).toBe(0);
  });
});
