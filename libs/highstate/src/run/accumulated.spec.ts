import { expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { stateTable } from '@fleet/states';
import { compileStates } from '../compile-states.js';
import { contextOf } from '../spec-tree.js';
import { runStates } from './run-states.js';
import type { RunResult } from './run-types.js';

const accumulated = (requisite: string): string => `
managed:
  file.managed:
    - name: /etc/peers
    - source: salt://peers.jinja
    - template: jinja
gathered:
  file.accumulated:
    - filename: /etc/peers
    - text: [10.0.0.2, 10.0.0.3]
${requisite}`;
const files = { 'peers.jinja': "{{ accumulator['gathered'] | join(' ') }}\n" };

async function run(sls: string, test: boolean): Promise<{ host: ReturnType<typeof memoryHost>; ended: RunResult }> {
  const all = { ...files, 'a.sls': sls };
  const host = memoryHost();
  const compiled = await compileStates({ kind: 'sls', sls: ['a'] }, contextOf(all, { states: stateTable }), {
    until: 'checked',
  });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  const ended = await runStates(compiled.value.run, host, { ...contextOf(all), call: async () => null }, { test });
  return { host, ended };
}

const results = ({ results: all }: RunResult): unknown[] => [...all.values()].map(({ id, result }) => [id, result]);

it('what is gathered reaches the template of the file that requires it, and a dry run foresees it', async () => {
  const sls = accumulated('    - require_in: [file: managed]\n');
  const foreseen = await run(sls, true);
  expect(results(foreseen.ended)).toEqual([
    ['gathered', true],
    ['managed', null],
  ]);
  const { host, ended } = await run(sls, false);
  expect(results(ended)).toEqual([
    ['gathered', true],
    ['managed', true],
  ]);
  expect(host.text('/etc/peers')).toBe('10.0.0.2 10.0.0.3\n');
});

it('what nothing requires is refused', async () => {
  const { ended } = await run(accumulated(''), false);
  const gathered = [...ended.results.values()].find(({ id }) => id === 'gathered');
  expect(gathered).toMatchObject({ result: false, comment: expect.stringContaining('`require_in`') });
});
