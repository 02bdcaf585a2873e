import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { functionTable } from '@fleet/execution';
import { stateTable } from '@fleet/states';
import { statesOf, toolboxModules } from './modules.js';

/** What has no case, or a case that nothing stands behind, is found here, without a lab. */
describe('the lab has a case for', () => {
  const tables = { ...Object.fromEntries(functionTable), ...Object.fromEntries(stateTable) };

  it('every state and every function, or a reason why not', async () => {
    const proved = new Set<string>();
    for (const { states = [], after = [], verdicts = [], functions = [], skipped = {} } of await toolboxModules()) {
      for (const sls of [...states, ...after, ...verdicts.map((verdict) => verdict.sls)])
        for (const name of statesOf(sls)) proved.add(`state ${name}`);
      for (const { call } of functions) proved.add(`function ${call[0]}`);
      for (const name of Object.keys(skipped)) {
        proved.add(`state ${name}`);
        proved.add(`function ${name}`);
      }
    }
    const wanted = [
      ...[...stateTable.keys()].map((name) => `state ${name}`),
      ...[...functionTable.keys()].map((name) => `function ${name}`),
    ];
    expect(wanted.filter((name) => !proved.has(name)).sort()).toEqual([]);
  });

  it('each of them in one file', () => {
    const ranges = readdirSync(import.meta.dirname).flatMap((name) => {
      const [, letters] = /^toolbox-(\w-\w)\.lab\.spec\.ts$/.exec(name) ?? [];
      if (!letters) return [];
      expect(readFileSync(join(import.meta.dirname, name), 'utf8')).toContain(`/^[${letters}]/`);
      return [new RegExp(`^[${letters}]$`)];
    });
    for (const letter of 'abcdefghijklmnopqrstuvwxyz')
      expect(ranges.filter((range) => range.test(letter))).toHaveLength(1);
  });

  it('nothing that does not exist, and skips with a reason', async () => {
    const unknown: string[] = [];
    for (const { module, functions = [], skipped = {} } of await toolboxModules()) {
      for (const { call } of functions)
        if (!(call[0] in tables) && !call[0].startsWith('state.')) unknown.push(`${module}: ${call[0]}`);
      for (const [name, reason] of Object.entries(skipped))
        if (!(name in tables) || reason.length < 10) unknown.push(`${module}: ${name}: ${reason}`);
    }
    expect(unknown).toEqual([]);
  });
});
