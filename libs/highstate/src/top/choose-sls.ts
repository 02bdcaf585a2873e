import type { YamlDocument } from '@fleet/rendering';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { Compilation } from '../compilation.js';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { WantedSls } from '../representations.js';
import type { CompileContext } from '../request.js';
import { renderSls } from '../sls/render-sls.js';
import { unknownEnvironment } from '../sls/unknown-environment.js';
import { matchSection } from './top-file.js';

/** Which SLS are wanted: those that were asked for, or what the top files give this minion. */
export const chooseSls: Pass = {
  stage: 'top',
  async run(draft, compilation) {
    const { request } = compilation;
    if (request.kind === 'single') return { output: draft, diagnostics: [] };
    if (request.kind === 'highstate') {
      const problems = new Problems();
      const top = await readTopFiles(compilation, problems);
      return { output: { ...draft, top }, diagnostics: problems.list };
    }
    const { environment } = compilation;
    return { output: { ...draft, top: request.sls.map((sls) => ({ environment, sls })) }, diagnostics: [] };
  },
};

/** A top file that was read, and the environment in which it lies. */
interface TopFile {
  readonly environment: string;
  readonly document: YamlDocument;
  readonly sections: ValueMap;
}

/** What the top files of the tree give this minion, environment after environment. */
async function readTopFiles(compilation: Compilation, problems: Problems): Promise<WantedSls[]> {
  const { request, context } = compilation;
  const asked = request.environment ?? textOption(context, 'state_top_saltenv');
  const environments = asked === undefined ? orderOfEnvironments(context) : [asked];
  const name = topFileName(compilation);
  if (asked !== undefined && !context.tree.environments.includes(asked)) {
    unknownEnvironment(asked, name, context.tree.environments, undefined, problems);
    return [];
  }
  const files: TopFile[] = [];
  let found = 0;
  for (const environment of environments) {
    if (!(await compilation.index(environment)).has(name)) continue;
    found += 1;
    const file = await readTopFile(compilation, environment, name, problems);
    if (file) files.push(file);
  }
  if (found === 0)
    problems.error('top.missing', `there is no ${name} in ${environments.join(', ') || 'the state tree'}`);
  const wanted = sectionsOf(files, environments, compilation).flatMap(({ environment, section, at, document }) =>
    matchSection(environment, section, document, at, context, problems),
  );
  if (problems.list.length === 0 && wanted.length === 0)
    problems.warning('top.no-match', `no target of the top file matches ${context.id}`);
  return byEnvironment(wanted);
}

async function readTopFile(
  compilation: Compilation,
  environment: string,
  name: string,
  problems: Problems,
): Promise<TopFile | undefined> {
  const rendered = await renderSls(compilation, environment, name.replace(/\.sls$/, ''), name);
  problems.add(rendered.ok ? rendered.warnings : rendered.diagnostics);
  if (!rendered.ok || rendered.value.value === null) return undefined;
  const document = rendered.value;
  if (!isMap(document.value)) {
    problems.error('top.malformed', 'a top file is a mapping: environment → target → list of SLS', {
      file: name,
      line: 1,
      column: 1,
    });
    return undefined;
  }
  for (const key of document.value.keys())
    if (typeof key !== 'string')
      problems.error('top.malformed', 'the name of an environment must be text', document.at(document.value, key));
  return { environment, document, sections: document.value };
}

interface Section {
  readonly environment: string;
  readonly section: Value;
  readonly document: YamlDocument;
  readonly at: ReturnType<YamlDocument['at']>;
}

/**
 * Which sections of which top files count, by `top_file_merging_strategy`. `merge`: all of base's; of any other environment its own,
 * unless base's top file has spoken for it. `same`: each environment's own; `default_top` speaks for those without a top file.
 * `merge_all`: every section of every file.
 */
function sectionsOf(files: readonly TopFile[], environments: readonly string[], compilation: Compilation): Section[] {
  const { request, context } = compilation;
  const all = files.flatMap(({ environment: from, document, sections }) =>
    [...sections].flatMap(([environment, section]) =>
      typeof environment === 'string'
        ? [{ from, environment, section, document, at: document.at(sections, environment) }]
        : [],
    ),
  );
  const strategy = textOption(context, 'top_file_merging_strategy') ?? 'merge';
  const own = all.filter(({ from, environment }) => from === environment);
  if (request.environment !== undefined) return own;
  if (strategy === 'merge_all') return all;
  if (strategy === 'same') {
    const fallback = textOption(context, 'default_top');
    return environments.flatMap((name) =>
      all.filter(
        ({ from, environment }) =>
          environment === name && from === (files.some((file) => file.environment === name) ? name : fallback),
      ),
    );
  }
  const ofBase = all.filter(({ from }) => from === 'base');
  return [
    ...ofBase,
    ...own.filter((one) => one.from !== 'base' && !ofBase.some(({ environment }) => environment === one.environment)),
  ];
}

/** A target may ask for an SLS of another environment than its section's. */
function byEnvironment(wanted: readonly WantedSls[]): WantedSls[] {
  const environments = new Set(wanted.map(({ environment }) => environment));
  return [...environments].flatMap((name) => wanted.filter(({ environment }) => environment === name));
}

/** `state.top` names one; else `state_top` of the configuration. */
function topFileName({ request, context }: Compilation): string {
  const named = request.kind === 'highstate' ? request.top : undefined;
  return (named ?? textOption(context, 'state_top') ?? 'top.sls').replace(/^salt:\/\//, '').replace(/^\/+/, '');
}

/** `env_order` where it is configured; else base first. */
function orderOfEnvironments({ tree, opts }: CompileContext): string[] {
  const order = opts.get('env_order');
  if (isList(order) && order.length > 0)
    return [...new Set(order.map(String))].filter((name) => tree.environments.includes(name));
  return [...tree.environments].sort((a, b) => Number(b === 'base') - Number(a === 'base'));
}

function textOption({ opts }: CompileContext, name: string): string | undefined {
  const value = opts.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
