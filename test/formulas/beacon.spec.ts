import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { formatDiagnostic, type Outcome } from '@fleet/diagnostics';
import { callFunction, functionTable, type FunctionContext } from '@fleet/execution';
import { localTree } from '@fleet/fileserver';
import { compileStates, runStates, stateFunctions, type CompileContext, type RunResult } from '@fleet/highstate';
import { compilePillar } from '@fleet/pillar';
import { memoryHost, type MemoryHost } from '@fleet/platform';
import { stateTable } from '@fleet/states';
import { fromPlain, parseExact, type Value, type ValueMap } from '@fleet/values';
import { conformanceMinion } from '../conformance/minion.js';

const formula = fileURLToPath(new URL('beacon', import.meta.url));
const about = {
  id: 'web1',
  opts: fromPlain({ id: 'web1' }) as ValueMap,
  grains: fromPlain({
    id: 'web1',
    os: 'Debian',
    os_family: 'Debian',
    osarch: 'amd64',
    osfinger: 'Debian-12',
    role: ['relay'],
  }) as ValueMap,
};

function demand<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.diagnostics.map(formatDiagnostic).join('\n'));
  return outcome.value;
}

describe('a formula in the style of the public ones', () => {
  let host: MemoryHost;
  let minion: FunctionContext;
  let context: CompileContext & Pick<FunctionContext, 'call'>;

  beforeEach(async () => {
    // Debian with the formula's package among what it can install, and the unit that the package would bring.
    host = memoryHost({
      packages: { candidates: { 'beacon-server': ['1:2.9-1', '1:2.10-3'] } },
      units: { 'beacon.service': {} },
      commands: [{ command: 'systemctl reload beacon', answer: {} }],
      files: { '/var/log': { kind: 'directory' } },
    });
    const pillarTree = await localTree({ base: [`${formula}/pillar`] });
    const { pillar } = demand(await compilePillar({ tree: pillarTree, id: about.id, grains: about.grains }));
    const tree = await localTree({ base: [`${formula}/states`] });
    minion = conformanceMinion(host, { ...about, pillar, tree });
    context = { ...about, pillar, tree, states: stateTable, call: minion.call };
  });

  async function apply(): Promise<RunResult> {
    const compiled = demand(await compileStates({ kind: 'sls', sls: ['beacon', 'beacon.dump'] }, context));
    return runStates(compiled.run, host, context, { test: false });
  }

  it('shows the chunks that Salt would show, in their order, with every argument', async () => {
    const table = new Map([...functionTable, ...stateFunctions.map((one) => [one.name, one] as const)]);
    const given = { positional: ['beacon,beacon.dump'], named: new Map<Value, Value>() };
    const { value } = await callFunction(table, 'state.show_low_sls', given, host, minion);
    const expected = parseExact(await readFile(`${formula}/chunks.json`, 'utf8')) as ValueMap;
    expect(value).toEqual(expected.get('local'));
    expect(host.touches).toEqual([]);
  });

  it('runs with extend, use and requisites in force, and is a no-op the second time', async () => {
    const { results, retcode } = await apply();
    expect([...results.values()].map(({ state, name, result }) => `${state} ${name} ${String(result)}`)).toEqual([
      'group.present adm true',
      'pkg.installed beacon-server true',
      'file.directory /etc/beacon true',
      'file.directory /var/log/beacon true',
      'file.managed /etc/beacon/beacon.conf true',
      'file.managed /etc/beacon/edge.env true',
      'file.managed /etc/beacon/relay.env true',
      'service.running beacon true',
      'file.managed /tmp/beacon-dump.yaml true',
      'cmd.wait systemctl reload beacon true',
    ]);
    expect(retcode).toBe(0);
    const again = await apply();
    expect([...again.results.values()].filter(({ changes }) => changes.size > 0)).toEqual([]);
  });

  it('writes what templates, overrides and the map make of it, with every digit', async () => {
    await apply();
    expect(host.text('/etc/beacon/beacon.conf')).toBe('listen=8600\npeers=relay-a,relay-b\nkeep=30\n');
    // `extend` says 0600; the instances take that and their template engine by `use`, and say otherwise themselves.
    expect(await host.files.stat('/etc/beacon/beacon.conf')).toMatchObject({ mode: 0o600 });
    expect(await host.files.stat('/etc/beacon/edge.env')).toMatchObject({ mode: 0o600 });
    expect(await host.files.stat('/etc/beacon/relay.env')).toMatchObject({ mode: 0o640 });
    expect(host.text('/etc/beacon/edge.env')).toBe('NAME=edge\n');
    expect(host.text('/etc/beacon/relay.env')).toBe('NAME=own\n');
    expect(host.text('/tmp/beacon-dump.yaml')).toContain(
      'wei: 115792089237316195423570985008687907853269984665640564039457584007913129639935\n',
    );
  });
});
