import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { localTree } from '@fleet/fileserver';
import { compileStates, runStates } from '@fleet/highstate';
import { memoryHost } from '@fleet/platform';
import { stateTable } from '@fleet/states';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';

const states = fileURLToPath(new URL('../../states', import.meta.url));

describe('the docker formula', () => {
  it("needs no vendor's key server on a machine that has the key", async () => {
    const context = {
      tree: await localTree({ base: [states] }),
      id: 'web1',
      grains: fromPlain({ os: 'Debian', oscodename: 'bookworm', osarch: 'amd64' }) as ValueMap,
      pillar: new Map(),
      opts: new Map(),
      states: stateTable,
      // `pillar.get` of a pillar that holds nothing.
      call: async (_name: string, _args: readonly Value[] = [], kwargs: ValueMap = new Map()) =>
        kwargs.get('default') ?? '',
    };
    const compiled = await compileStates({ kind: 'sls', sls: ['docker'] }, context);
    if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ summary }) => summary).join('\n'));
    const host = memoryHost({ files: { '/etc/apt/keyrings/docker.asc': 'the key' }, urls: {} });
    const { results } = await runStates(
      compiled.value.low.filter(({ id }) => id === 'docker_keyring'),
      host,
      context,
      { test: false },
    );
    expect([...results.values()].map(({ id, result, comment }) => [id, result, comment])).toEqual([
      ['docker_keyring', true, '/etc/apt/keyrings/docker.asc is in the correct state'],
    ]);
  });
});
