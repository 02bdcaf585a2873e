import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import type { Artifact, Daemon, DaemonHands } from '../daemon.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const files = { '/srv/a.txt': 'A', '/srv/sub/b.log': 'B', '/srv/sub/c.txt': 'C' };

async function call(name: string, positional: unknown[], named: Record<string, unknown> = {}, broken = false) {
  const pushed: [string, string, boolean][] = [];
  const host = memoryHost({ files });
  await host.files.symlink('/srv/link', '/etc/shadow');
  const context = {
    ...specContext({}, host),
    hands: () =>
      ({
        pushArtifact: async ({ path, content, secret }: Artifact) => {
          if (broken) throw new Error('the master does not answer');
          pushed.push([path, content.toString(), secret]);
        },
      }) as unknown as DaemonHands,
  };
  const given = { positional: positional.map((item) => fromPlain(item)), named: fromPlain(named) as ValueMap };
  const answer = callFunction(functionTable, name, given, host, context);
  return { answer, pushed, host };
}

describe('what is brought to the master', () => {
  it.each<[string, unknown[], Record<string, unknown>, [string, string, boolean][]]>([
    ['cp.push', ['/srv/a.txt'], {}, [['srv/a.txt', 'A', false]]],
    ['cp.push', ['/srv/a.txt'], { upload_path: '/kept/a', secret: true }, [['kept/a', 'A', true]]],
    [
      'cp.push_dir',
      ['/srv/'],
      {},
      [
        ['srv/a.txt', 'A', false],
        ['srv/sub/b.log', 'B', false],
        ['srv/sub/c.txt', 'C', false],
      ],
    ],
    [
      'cp.push_dir',
      ['/srv', '*.txt', 'up'],
      {},
      [
        ['up/a.txt', 'A', false],
        ['up/sub/c.txt', 'C', false],
      ],
    ],
    ['cp.push_text', ['hello', 'notes/1'], {}, [['notes/1', 'hello', false]]],
  ])('%s %j %j', async (name, positional, named, expected) => {
    const { answer, pushed } = await call(name, positional, named);
    expect([(await answer).value, pushed]).toEqual([true, expected]);
  });

  it('goes away here only once the master has it', async () => {
    const lost = await call('cp.push', ['/srv/a.txt'], { remove_source: true }, true);
    await expect(lost.answer).rejects.toThrow('does not answer');
    expect(lost.host.text('/srv/a.txt')).toBe('A');
    const kept = await call('cp.push', ['/srv/a.txt'], { remove_source: true });
    await kept.answer;
    expect(kept.host.text('/srv/a.txt')).toBeUndefined();
  });

  it.each<[string, unknown[], RegExp]>([
    ['cp.push', ['/none'], /there is no \/none/],
    ['cp.push', ['/srv'], /is no file, but a directory/],
    ['cp.push', ['/srv/a.txt', '../../x'], /cannot be kept/],
    ['cp.push_dir', ['/none'], /there is no folder/],
    ['cp.push_text', ['x', 'a/../b'], /cannot be kept/],
  ])('%s %j is refused', async (name, positional, says) => {
    const { answer, pushed } = await call(name, positional);
    await expect(answer).rejects.toThrow(says);
    expect(pushed).toEqual([]);
  });

  it('is told by cp.pushed', async () => {
    const host = memoryHost();
    const artifactStat = async (path: string) => (path === 'a/b' ? { sha256: 'x', size: 1, secret: false } : undefined);
    const context = { ...specContext({}, host), daemon: { artifactStat } as unknown as Daemon };
    for (const [path, value] of [
      ['/a/b', new Map<string, unknown>(Object.entries({ sha256: 'x', size: 1, secret: false }))],
      ['/a/c', new Map()],
    ] as const)
      expect(
        (await callFunction(functionTable, 'cp.pushed', { positional: [path], named: new Map() }, host, context)).value,
      ).toEqual(value);
  });
});

describe('without a master', () => {
  specsOf({ machine: { files } }, [
    { call: 'cp.push', positional: ['/srv/a.txt'], refused: ['failed', /no master/] },
    { call: 'cp.pushed', positional: ['/srv/a.txt'], refused: ['failed', /no master/] },
    { call: 'status.ping_master', refused: ['failed', /no master/] },
    { call: 'event.send', positional: ['x'], refused: ['failed', /no master/] },
    { call: 'event.send', positional: ['a\nb'], refused: ['bad-arguments', /printable/] },
  ]);
});
