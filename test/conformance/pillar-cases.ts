import { formatDiagnostic } from '@fleet/diagnostics';
import { localTree } from '@fleet/fileserver';
import { compilePillar } from '@fleet/pillar';
import { linuxHost } from '@fleet/platform';
import { equal, isList, type Value, type ValueMap } from '@fleet/values';
import type { CaseOutcome } from './case-outcome.js';
import { filesOf, mapping, readCases, show, text } from './case-file.js';
import { conformanceMinion } from './minion.js';
import { withScratch, writeFiles } from './scratch.js';

/** Pillar trees, rendered for one minion. */
export async function runPillarCases(file: string): Promise<CaseOutcome[]> {
  const { minion, cases } = await readCases(file);
  const outcomes: CaseOutcome[] = [];
  for (const one of cases) outcomes.push(await runCase(minion, one));
  return outcomes;
}

function runCase(minion: ValueMap, one: ValueMap): Promise<CaseOutcome> {
  return withScratch(async (folder) => {
    const name = text(one.get('name'));
    await writeFiles(folder, filesOf(one));
    const id = text(minion.get('id'));
    const tree = await localTree({ base: [folder] });
    const override = one.get('override');
    const grains = new Map<Value, Value>([['id', id], ...mapping(minion.get('grains'))]);
    const opts = new Map<Value, Value>([['id', id]]);
    const compiled = await compilePillar({
      tree,
      id,
      grains,
      opts,
      ...(override !== undefined && { override: mapping(override) }),
    });
    const refused = one.has('errors') && !text(one.get('deviation')).startsWith('no error');
    if (!compiled.ok) {
      return {
        name,
        passed: refused,
        expected: refused ? 'refused' : show(one.get('pillar') ?? null),
        actual: `refused\n${compiled.diagnostics.map(formatDiagnostic).join('\n')}`,
      };
    }
    const { pillar } = compiled.value;
    const got = await Promise.all(
      calls(one).map((args) =>
        conformanceMinion(linuxHost(), { id, grains, pillar, opts, tree }).call('pillar.get', args),
      ),
    );
    const actual: Value[] = [pillar, got];
    const expected: Value[] = [one.get('pillar') ?? null, one.get('got') ?? []];
    return {
      name,
      passed: !refused && equal(actual, expected),
      expected: refused ? 'refused' : show(expected),
      actual: show(actual),
    };
  });
}

function calls(one: ValueMap): Value[][] {
  const get = one.get('get');
  return isList(get) ? get.filter(isList) : [];
}
