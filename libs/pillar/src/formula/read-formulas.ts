import { posix } from 'node:path';
import { nearMatch, type Outcome } from '@fleet/diagnostics';
import type { FileTree } from '@fleet/fileserver';
import { parseJson, parseYaml } from '@fleet/rendering';
import { isMap, type ValueMap } from '@fleet/values';
import { Problems } from '../problems.js';
import { Declaration } from './declaration.js';
import type { Formula, FormulaSchema, InstanceRule, ScopeRule } from './definition.js';
import { slsName } from './included-sls.js';

const fileName = 'formula.yaml';
const ruleKeys = ['registry', 'assigned'];

/**
 * What the formulas of a states tree say of the pillar: every `formula.yaml` in a folder of it, in the order of their paths. Anything wrong
 * in one of them refuses all: what it holds back would be delivered otherwise.
 */
export async function readFormulas(tree: FileTree, environment?: string): Promise<Outcome<readonly Formula[]>> {
  const problems = new Problems();
  const formulas: Formula[] = [];
  for (const each of environment === undefined ? tree.environments : [environment]) {
    for (const { path } of await tree.list(each)) {
      if (posix.basename(path) !== fileName || path === fileName) continue;
      const formula = await readFormula(tree, each, path, problems);
      if (formula) formulas.push(formula);
    }
  }
  if (problems.failed) return { ok: false, diagnostics: problems.told };
  return { ok: true, value: formulas, warnings: problems.told };
}

async function readFormula(
  tree: FileTree,
  environment: string,
  path: string,
  problems: Problems,
): Promise<Formula | undefined> {
  const text = (await tree.read(environment, path)).toString('utf8');
  problems.sources.set(path, text);
  const parsed = parseYaml({ source: { name: path, text } });
  problems.add(parsed.ok ? parsed.warnings : parsed.diagnostics);
  if (!parsed.ok) return undefined;
  const declaration = new Declaration(parsed.value, problems);
  const top = declaration.mapping(parsed.value.value, fileName, ['pillar', 'instances', 'confirm']);
  const pillar = declaration.mapping(
    top.get('pillar') ?? null,
    'pillar',
    ['scope', 'secrets', 'schema'],
    declaration.place(top, 'pillar'),
  );
  const scope = declaration
    .mappings(pillar, 'scope', 'pillar.scope', ruleKeys)
    .flatMap(({ item, where, at }): ScopeRule[] => {
      const registry = declaration.needed(item, 'registry', where, at);
      const assigned = declaration.needed(item, 'assigned', where, at);
      return registry !== undefined && assigned !== undefined ? [{ registry, assigned }] : [];
    });
  const instances = declaration
    .mappings(top, 'instances', 'instances', [...ruleKeys, 'ports', 'unique', 'unit', 'wanted'])
    .flatMap(({ item, where, at }): InstanceRule[] => {
      const registry = declaration.needed(item, 'registry', where, at);
      const assigned = declaration.needed(item, 'assigned', where, at);
      for (const key of ['unit', 'wanted']) declaration.text(item, key, where);
      const [ports, unique] = [declaration.texts(item, 'ports', where), declaration.texts(item, 'unique', where)];
      return registry !== undefined && assigned !== undefined ? [{ registry, assigned, ports, unique }] : [];
    });
  const secrets = declaration.texts(pillar, 'secrets', 'pillar');
  const schema = await readSchema(tree, environment, path, pillar, declaration, problems);
  const confirm = await readConfirm(tree, environment, top, declaration, problems);
  const name = posix.dirname(path).replaceAll('/', '.');
  return { name, environment, path, scope, secrets, instances, confirm, ...(schema && { schema }) };
}

/** An SLS that does not exist is a slip: the one that was meant would run without a question. */
async function readConfirm(
  tree: FileTree,
  environment: string,
  top: ValueMap,
  declaration: Declaration,
  problems: Problems,
): Promise<ReadonlyMap<string, string>> {
  const confirm = new Map<string, string>();
  const given = top.get('confirm') ?? null;
  if (given === null) return confirm;
  if (!isMap(given)) {
    problems.error('formula.malformed', 'confirm must be a mapping', declaration.place(top, 'confirm'));
    return confirm;
  }
  const known = (await tree.list(environment)).map(({ path }) => path).filter((path) => path.endsWith('.sls'));
  const names = known.map(slsName);
  for (const key of given.keys()) {
    const sls = String(key);
    const sentence = declaration.text(given, key as string, 'confirm');
    if (!names.includes(sls)) {
      const meant = nearMatch(sls, names);
      problems.error(
        'formula.confirm',
        `there is no SLS ${sls}`,
        declaration.place(given, key as string),
        meant === undefined ? 'It is written as it is applied: folder.file.' : `Did you mean ${meant}?`,
      );
    } else if (sentence !== undefined) confirm.set(sls, sentence);
  }
  return confirm;
}

async function readSchema(
  tree: FileTree,
  environment: string,
  path: string,
  pillar: ValueMap,
  declaration: Declaration,
  problems: Problems,
): Promise<FormulaSchema | undefined> {
  const named = declaration.text(pillar, 'schema', 'pillar');
  if (named === undefined) return undefined;
  const at = declaration.place(pillar, 'schema');
  const folder = posix.dirname(path);
  const file = posix.normalize(posix.join(folder, named));
  if (named.startsWith('/') || !file.startsWith(`${folder}/`)) {
    problems.error('formula.schema', `the schema ${named} is not in the folder of the formula`, at);
    return undefined;
  }
  const entry = await tree.entry(environment, file);
  if (!entry) {
    const beside = (await tree.list(environment)).map((one) => one.path).filter((one) => one.startsWith(`${folder}/`));
    const meant = nearMatch(file, beside);
    problems.error(
      'formula.schema',
      `there is no file ${file}`,
      at,
      meant === undefined ? 'The schema lies in the folder of the formula.' : `Did you mean ${meant}?`,
    );
    return undefined;
  }
  const text = (await tree.read(environment, file)).toString('utf8');
  problems.sources.set(file, text);
  const start = { file, line: 1, column: 0 };
  const source = { name: file, text };
  const parsed = file.endsWith('.json') ? plainJson(parseJson({ source }), start) : parseYaml({ source });
  problems.add(parsed.ok ? parsed.warnings : parsed.diagnostics);
  if (!parsed.ok) return undefined;
  const { value } = parsed.value;
  if (!isMap(value)) {
    problems.error('formula.schema', `${file} is not a mapping`, start);
    return undefined;
  }
  return { file, value, sha256: entry.sha256, at: (container, step) => parsed.value.at(container, step) };
}

/** Of JSON, the places of its parts are not kept. */
function plainJson(
  parsed: ReturnType<typeof parseJson>,
  start: { file: string; line: number; column: number },
): Outcome<Pick<FormulaSchema, 'value' | 'at'>> {
  return parsed.ok ? { ...parsed, value: { value: parsed.value, at: () => start } } : parsed;
}
