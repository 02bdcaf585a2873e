import { expect, it } from '@jest/globals';
import { callFunction, functionTable, type FunctionContext } from '@fleet/execution';
import { memoryHost, type Host } from '@fleet/platform';
import { stateTable } from '@fleet/states';
import { fromPlain, toPlain, type Value, type ValueMap } from '@fleet/values';
import { treeOf } from '../spec-tree.js';
import { InProcessStateLock, makeStateFunctions } from '../index.js';

const instances = Array.from({ length: 50 }, (_, index) => `app@node_${index}`);

/** Fifty units and what belongs to them, all as they should be. */
const sls = instances.map(
  (unit, index) => `
${unit}:
  service.running:
    - enable: True
/srv/${index}:
  file.directory:
    - user: deploy
    - group: deploy
pkg_${index}:
  pkg.installed:
    - name: jq
`,
);

/** What is asked of the parts that cost a process or a file of accounts, by name, in order. */
function counted(host: Host, into: string[]): Host {
  const part = <Part extends object>(original: Part): Part =>
    new Proxy(original, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]): unknown => {
          if (key !== 'suits') into.push(String(key));
          return Reflect.apply(member, target, given);
        };
      },
    });
  return {
    ...host,
    services: part(host.services),
    packages: part(host.packages),
    accounts: part(host.accounts),
    commands: part(host.commands),
  };
}

async function apply(text: string, asked: string[]): Promise<Record<string, { result: boolean; changes: object }>> {
  const machine = memoryHost({
    units: Object.fromEntries(instances.map((unit) => [unit, { active: true, enabled: true }])),
    packages: { installed: { jq: '1' } },
    accounts: { users: [{ name: 'deploy', uid: 1000 }] },
    files: Object.fromEntries(
      instances.map((_unit, index) => [`/srv/${index}`, { kind: 'directory', uid: 1000, gid: 1000, mode: 0o755 }]),
    ),
  });
  const table = new Map(functionTable);
  for (const definition of makeStateFunctions(new InProcessStateLock(), stateTable))
    table.set(definition.name, definition);
  const context: FunctionContext = {
    id: 'web1',
    version: '0',
    jid: '20260101000000000001',
    opts: new Map(),
    grains: async () => fromPlain({ id: 'web1' }) as ValueMap,
    pillar: async () => new Map(),
    refresh: async () => undefined,
    tree: async () => treeOf({ 'a.sls': text }),
    call: async (): Promise<Value> => null,
    functions: () => table,
    stateDocs: () => new Map(),
    progress: () => undefined,
    signal: new AbortController().signal,
  };
  const given = { positional: ['a'], named: new Map() };
  const { value } = await callFunction(table, 'state.apply', given, counted(machine, asked), context);
  return toPlain(value) as Record<string, { result: boolean; changes: object }>;
}

it('a run that changes nothing asks systemd, the packages and each account once', async () => {
  const asked: string[] = [];
  const chunks = Object.values(await apply(sls.join(''), asked));
  expect(chunks.filter(({ result, changes }) => !result || Object.keys(changes).length > 0)).toEqual([]);
  expect(chunks.length).toBe(150);
  expect(asked.sort()).toEqual(['group', 'installed', 'statusOf', 'user']);
});

it('a function that a state or a template calls is seen as a touch', async () => {
  const asked: string[] = [];
  const before = 'first:\n  service.running:\n    - name: app@node_0\n';
  const stop =
    "{% set x = salt['service.status']('app@node_0') %}stop:\n  module.run:\n    - service.stop:\n      - name: app@node_0\n";
  const after = 'last:\n  service.running:\n    - name: app@node_0\n';
  const chunks = await apply(stop + before + after, asked);
  expect(Object.values(chunks).map(({ changes }) => Object.keys(changes))).toEqual([
    ['service.stop'],
    ['app@node_0.service'],
    [],
  ]);
});
