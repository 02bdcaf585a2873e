import { posix } from 'node:path';
import type { Diagnostic, Outcome, Place, Refused } from '@fleet/diagnostics';
import { fileNames, parseJson, parseYaml, renderTemplate, type TemplateEnvironment } from '@fleet/rendering';
import { copy, type Value, type ValueMap } from '@fleet/values';
import type { PillarCompileRequest } from '../definition.js';
import { madeFromGrains } from '../encryption/made-from-grains.js';
import type { Problems } from '../problems.js';
import type { Answer } from './pillar-cache.js';
import { fingerprint, Reads, WatchedMap } from './reads.js';
import { saltFunctions } from './salt-functions.js';

export interface FileToRender {
  readonly environment: string;
  readonly path: string;
  readonly sls: string;
  /** `defaults` of the include: further names for the template. */
  readonly defaults?: ValueMap;
}

/** What a file of the pillar tree says. */
export interface RenderedFile {
  readonly value: Value;
  /** Where a mapping, list or one of its items stands. */
  at(container: Value, step?: Value): Place | undefined;
  /** The file as its author wrote it. */
  readonly text: string;
  readonly warnings: readonly Diagnostic[];
  /** Encrypted values in it that a minion may have had a part in. */
  readonly madeFromGrains?: ReadonlySet<string>;
  /** Roughly the memory that it takes, in characters. */
  readonly weight: number;
}

/** Renders and parses one file of the pillar tree; `undefined` where something was wrong with it, which is then among the problems. */
export async function renderFile(
  request: PillarCompileRequest,
  file: FileToRender,
  problems: Problems,
): Promise<RenderedFile | undefined> {
  const { cache, tree } = request;
  const key = cache && (await cacheKey(request, file));
  const answer = answersFor(request, file.environment);
  const known = key === undefined ? undefined : await cache?.find(key, answer);
  if (known) {
    problems.sources.set(file.path, known.text);
    problems.add(known.warnings);
    return known;
  }
  const { environment, path } = file;
  const text = (tree.peek(environment, path) ?? (await tree.read(environment, path))).toString('utf8');
  problems.sources.set(path, text);
  const reads = new Reads();
  const outcome = await renderText(request, file, text, reads);
  problems.add(outcome.ok ? outcome.warnings : outcome.diagnostics);
  if (!outcome.ok) return undefined;
  // What went wrong is not kept: it may have been a limit of time.
  if (key !== undefined && !reads.isVolatile) await cache?.keep(key, reads.list, answer, outcome.value);
  return outcome.value;
}

async function renderText(
  request: PillarCompileRequest,
  file: FileToRender,
  text: string,
  reads: Reads,
): Promise<Outcome<RenderedFile>> {
  const { path } = file;
  const pipeline = readShebang(text, path);
  if ('ok' in pipeline) return pipeline;
  const template = { name: path, text: pipeline.text };
  if (!pipeline.jinja || isPlain(pipeline.text)) return parsed({ source: template, template }, pipeline.data, text, []);
  const rendered = await renderTemplate({
    source: template,
    context: () => globals(request, file, reads),
    environment: loader(request, file.environment, reads),
  });
  if (!rendered.ok) return rendered;
  const { value, warnings } = rendered;
  if (value.volatile) reads.isVolatile = true;
  const source = { name: path, text: value.text };
  const outcome = parsed({ source, template, origin: value.origin }, pipeline.data, text, warnings);
  // Defaults are what the including file made of the grains that it looked at.
  const isOfGrains = (file.defaults?.size ?? 0) > 0 || reads.list.some((read) => read.of === 'grains');
  if (!outcome.ok || !isOfGrains) return outcome;
  return { ...outcome, value: { ...outcome.value, madeFromGrains: madeFromGrains(path, outcome.value) } };
}

/** Nothing for the template engine in it: the text is what would come out. Most files of a large pillar are of that kind. */
function isPlain(text: string): boolean {
  return !/\{[{%#]|\r/.test(text);
}

function parsed(
  request: Parameters<typeof parseYaml>[0],
  data: 'yaml' | 'json',
  text: string,
  warnings: readonly Diagnostic[],
): Outcome<RenderedFile> {
  const rest = { text, weight: 2 * (text.length + request.source.text.length) };
  if (data === 'json') {
    const json =
      request.source.text.trim() === '' ? { ok: true as const, value: null, warnings: [] } : parseJson(request);
    if (!json.ok) return json;
    const whole = { file: request.source.name, line: 1, column: 0 };
    return { ok: true, value: { ...rest, value: json.value, at: () => whole, warnings }, warnings };
  }
  const yaml = parseYaml(request);
  if (!yaml.ok) return { ok: false, diagnostics: [...warnings, ...yaml.diagnostics] };
  const all = [...warnings, ...yaml.warnings];
  const { value } = yaml;
  return { ok: true, value: { ...rest, value: value.value, at: value.at.bind(value), warnings: all }, warnings: all };
}

/**
 * `pillar` is empty while the pillar is being made. The override is not part of it: a minion sends that, and must not be able to talk a
 * template into giving it more.
 */
function globals(
  request: PillarCompileRequest,
  { environment, path, sls, defaults }: FileToRender,
  reads: Reads,
): Map<string, Value> {
  const names = new Map<string, Value>([
    ['grains', new WatchedMap(grainsOf(request), reads, 'grains')],
    ['opts', new WatchedMap(optsOf(request), reads, 'opts')],
    ['pillar', new Map()],
    ['pillarenv', environment],
    ...fileNames(environment, sls, path),
  ]);
  for (const [name, value] of defaults ?? []) if (typeof name === 'string') names.set(name, copy(value));
  return names;
}

/** What templates may include and import: files of the same environment, nothing outside of the tree. */
function loader(request: PillarCompileRequest, environment: string, reads: Reads): TemplateEnvironment {
  const { tree, call } = request;
  return {
    load(name) {
      const path = posix.normalize(name.replace(/^salt:\/\//, '')).replace(/^\/+/, '');
      if (path === '' || path === '.' || path === '..' || path.startsWith('../')) return undefined;
      reads.note('file', path);
      const here = tree.peek(environment, path);
      if (here === null) return undefined;
      return here?.toString('utf8') ?? tree.read(environment, path).then((content) => content.toString('utf8'));
    },
    // A function that asks anybody else makes the result one that cannot be asked for again.
    call: saltFunctions(
      new WatchedMap(grainsOf(request), reads, 'grains'),
      new WatchedMap(optsOf(request), reads, 'opts'),
      call &&
        ((name, args, kwargs) => {
          reads.isVolatile = true;
          return call(name, args, kwargs);
        }),
    ),
  };
}

/** Everything that a render rests on and that is known before it begins. */
async function cacheKey(
  { tree, call }: PillarCompileRequest,
  { environment, path, sls, defaults }: FileToRender,
): Promise<string | undefined> {
  const entry = await tree.entry(environment, path);
  const names = defaults && defaults.size > 0 ? fingerprint(defaults) : '';
  return entry && JSON.stringify([environment, path, sls, entry.sha256, names, call !== undefined]);
}

/** The answers that a render for this minion gets now, each worked out once for each compile. */
function answersFor(request: PillarCompileRequest, environment: string): Answer {
  return async ({ of, name }) => {
    if (of === 'file') return (await request.tree.entry(environment, name as string))?.sha256 ?? '';
    const data = of === 'grains' ? grainsOf(request) : optsOf(request);
    return name === undefined ? wholePrint(data) : fingerprint(data.get(name));
  };
}

const prints = new WeakMap<ValueMap, string>();

function wholePrint(data: ValueMap): string {
  const print = prints.get(data) ?? fingerprint(data);
  prints.set(data, print);
  return print;
}

const withIds = new WeakMap<PillarCompileRequest, { grains: ValueMap; opts: ValueMap }>();

/** Grains are what a minion says of itself; who it is the master knows. */
export function grainsOf(request: PillarCompileRequest): ValueMap {
  return named(request).grains;
}

function optsOf(request: PillarCompileRequest): ValueMap {
  return named(request).opts;
}

function named(request: PillarCompileRequest): { grains: ValueMap; opts: ValueMap } {
  const found = withIds.get(request) ?? {
    grains: new Map<Value, Value>([...request.grains, ['id', request.id]]),
    opts: new Map<Value, Value>([...(request.opts ?? []), ['id', request.id]]),
  };
  withIds.set(request, found);
  return found;
}

interface Pipeline {
  readonly jinja: boolean;
  readonly data: 'yaml' | 'json';
  readonly text: string;
}

const pipelines: ReadonlyMap<string, Omit<Pipeline, 'text'>> = new Map([
  ['yaml', { jinja: false, data: 'yaml' }],
  ['json', { jinja: false, data: 'json' }],
  ['jinja', { jinja: true, data: 'yaml' }],
  ['jinja|yaml', { jinja: true, data: 'yaml' }],
  ['jinja|json', { jinja: true, data: 'json' }],
]);

/** `#!yaml` in the first line leaves templates out; the line itself becomes empty, so that places stay true. */
function readShebang(text: string, path: string): Pipeline | Refused {
  const line = /^#!([^\n]*)/.exec(text);
  if (!line || line[1]?.trim().startsWith('/')) return { jinja: true, data: 'yaml', text };
  const pipe = (line[1] as string).replace(/\s+/g, '');
  const found = pipelines.get(pipe);
  if (found) return { ...found, text: text.slice(line[0].length) };
  const summary = `there is no renderer "${pipe}"`;
  const detail = 'There are "yaml", "json", "jinja|yaml" and "jinja|json".';
  return {
    ok: false,
    diagnostics: [
      { severity: 'error', code: 'pillar.unknown-renderer', summary, detail, at: { file: path, line: 1, column: 3 } },
    ],
  };
}
