import { readFile } from 'node:fs/promises';
import { formatDiagnostic } from '@fleet/diagnostics';
import { renderTemplate, type TemplateEnvironment } from '@fleet/rendering';
import { copy, isList, isMap, parseExact, traverse, type Value, type ValueMap } from '@fleet/values';
import { mapping, text } from './case-file.js';
import type { CaseOutcome } from './case-outcome.js';

/** A template and what it prints (`output`), or the error that Salt gave (`error`: its presence alone counts, the wording is ours). */
export type JinjaCase = ValueMap;

/** Renders one case with the file's context and globals, as an SLS of the minion that the globals speak of. */
export async function runJinjaCase(given: JinjaCase, context: ValueMap, globals: ValueMap): Promise<CaseOutcome> {
  const names = (): Map<string, Value> => {
    const all = copy(new Map([...context, ...globals])) as Map<string, Value>;
    if (!all.has('opts'))
      all.set('opts', new Map<Value, Value>([['id', mapping(all.get('grains')).get('id') ?? null]]));
    return all;
  };
  const name = text(given.get('id'));
  const template = text(globals.get('tplfile'), 'case.sls');
  const outcome = await renderTemplate({
    source: { name: template, text: text(given.get('template')) },
    context: names,
    environment: environment(names),
  });
  const actual = outcome.ok ? outcome.value.text : outcome.diagnostics.map(formatDiagnostic).join('\n');
  if (!given.has('error')) {
    const expected = text(given.get('output'));
    return { name, passed: outcome.ok && actual === expected, expected, actual };
  }
  const first = outcome.ok ? undefined : outcome.diagnostics[0];
  // An error must say where: the template and the line; and why.
  const passed = first?.at?.file === template && first.at.line > 0 && first.summary !== '';
  return { name, passed, expected: `an error such as: ${text(given.get('error'))}`, actual };
}

/**
 * Runs every case of a file of this form, or the one called `only`.
 * @throws TypeError for a file of another form
 */
export async function runJinjaCases(file: string, only?: string): Promise<CaseOutcome[]> {
  const content = parseExact(await readFile(file, 'utf8'));
  const cases = isMap(content) ? content.get('cases') : undefined;
  if (!isMap(content) || !isList(cases) || !cases.every(isMap)) throw new TypeError(`${file} has no list "cases"`);
  const outcomes: CaseOutcome[] = [];
  for (const given of cases as JinjaCase[]) {
    if (only !== undefined && given.get('id') !== only) continue;
    outcomes.push(await runJinjaCase(given, mapping(content.get('context')), mapping(content.get('globals'))));
  }
  return outcomes;
}

/** The few functions that templates of the corpus call, answered from the case's own data. */
function environment(names: () => ReadonlyMap<string, Value>): TemplateEnvironment {
  const lookUp =
    (of: string) =>
    (args: readonly Value[], kwargs: ValueMap): Value => {
      const found = traverse(names().get(of) ?? null, String(args[0]));
      return found ?? args[1] ?? kwargs.get('default') ?? '';
    };
  const functions: Record<string, (args: readonly Value[], kwargs: ValueMap) => Value> = {
    'pillar.get': lookUp('pillar'),
    'grains.get': lookUp('grains'),
    'config.get': (args, kwargs) => lookUp('pillar')(args, kwargs),
    'test.echo': (args) => args[0] ?? null,
    'test.ping': () => true,
  };
  return {
    load: () => undefined,
    knows: (name) => Object.hasOwn(functions, name),
    call: (name, args, kwargs) => {
      const run = functions[name];
      if (!run) throw new Error(`no function ${name}`);
      return run(args, kwargs);
    },
  };
}
