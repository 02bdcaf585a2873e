import { describe, expect, it } from '@jest/globals';
import { compileStates } from '../compile-states.js';
import { contextOf, refusal } from '../spec-tree.js';

const files = {
  'a.sls': `dir:
  thing.present: []
conf_1:
  thing.present:
    - require: [thing: dir]
conf_2:
  thing.present:
    - require: [thing: dir]
service:
  thing.present:
    - watch: [thing: conf_1]
    - listen: [thing: conf_2]
alone:
  thing.present:
    - listen_in: [thing: service]
`,
};

async function selected(only: string[], except: string[] = []): Promise<string[]> {
  const compiled = await compileStates({ kind: 'sls', sls: ['a'], only, except }, contextOf(files));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  const known = new Set(compiled.value.low);
  for (const chunk of compiled.value.low) {
    for (const { targets } of chunk.requisites) expect(targets.filter((target) => !known.has(target))).toEqual([]);
    expect(chunk.heardBy.filter((other) => !known.has(other))).toEqual([]);
  }
  expect(compiled.value.run.map(({ of }) => of)).toEqual(compiled.value.low);
  return compiled.value.low.map(({ id }) => id);
}

describe('globs on IDs', () => {
  it.each<[string, string[], string[], string[]]>([
    ['none: all', [], [], ['dir', 'conf_1', 'conf_2', 'service', 'alone']],
    ['one: with what it waits for', ['conf_2'], [], ['dir', 'conf_2']],
    ['what is only listened to stays away', ['service'], [], ['dir', 'conf_1', 'service']],
    ['a glob', ['conf_*'], [], ['dir', 'conf_1', 'conf_2']],
    ['several', ['alone', 'dir'], [], ['dir', 'alone']],
    ['left out: what nothing waits for', [], ['conf_2', 'alone'], ['dir', 'conf_1', 'service']],
    ['both', ['conf_*', 'alone'], ['conf_2'], ['dir', 'conf_1', 'alone']],
    ['left out with all that waits for it', [], ['conf_1', 'service'], ['dir', 'conf_2', 'alone']],
    ['nothing stays', [], ['*'], []],
  ])('%s', async (_what, only, except, ids) => {
    expect(await selected(only, except)).toEqual(ids);
  });

  it.each<[string, { only?: string[]; except?: string[] }, string[]]>([
    [
      'a glob that hits nothing',
      { only: ['gone*'] },
      ['state.unknown-id: only_id: there is no state whose ID is gone*'],
    ],
    [
      'one to leave out, too',
      { except: ['gone'] },
      ['state.unknown-id: exclude_id: there is no state whose ID is gone'],
    ],
    [
      'what others wait for',
      { except: ['dir'] },
      [
        'a.sls:3 requisite.left-out: conf_1 has require thing: dir, which exclude_id leaves out',
        'a.sls:6 requisite.left-out: conf_2 has require thing: dir, which exclude_id leaves out',
      ],
    ],
  ])('refuses %s', async (_what, globs, said) => {
    const all = await refusal(files, { kind: 'sls', sls: ['a'], ...globs });
    expect(all).toEqual(said.map((line) => expect.stringContaining(line.replace(/^a\.sls:\d+ /, ''))));
  });
});
