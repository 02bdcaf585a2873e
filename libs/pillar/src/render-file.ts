import { posix } from 'node:path';
import type { Refused } from '@fleet/diagnostics';
import { fileNames, parseYaml, renderTemplate, type TemplateEnvironment, type YamlDocument } from '@fleet/rendering';
import { copy, type Value, type ValueMap } from '@fleet/values';
import type { PillarCompileRequest } from './compile-pillar.js';
import type { Problems } from './problems.js';

export interface FileToRender {
  readonly environment: string;
  readonly path: string;
  readonly sls: string;
  /** `defaults` of the include: further names for the template. */
  readonly defaults?: ValueMap;
}

/** Renders and parses one file of the pillar tree; `undefined` where something was wrong with it, which is then among the problems. */
export async function renderFile(
  request: PillarCompileRequest,
  file: FileToRender,
  problems: Problems,
): Promise<YamlDocument | undefined> {
  const { tree } = request;
  const { environment, path } = file;
  const text = (tree.peek(environment, path) ?? (await tree.read(environment, path))).toString('utf8');
  problems.sources.set(path, text);
  const pipeline = readShebang(text, path);
  if ('ok' in pipeline) {
    problems.add(pipeline.diagnostics);
    return undefined;
  }
  const template = { name: path, text: pipeline.text };
  const rendered = pipeline.jinja
    ? await renderTemplate({
        source: template,
        context: () => globals(request, file),
        environment: loader(request, environment),
      })
    : { ok: true as const, value: { text: pipeline.text, origin: undefined }, warnings: [] };
  problems.add(rendered.ok ? rendered.warnings : rendered.diagnostics);
  if (!rendered.ok) return undefined;
  const { text: yaml, origin } = rendered.value;
  const parsed = parseYaml({ source: { name: path, text: yaml }, template, ...(origin && { origin }) });
  problems.add(parsed.ok ? parsed.warnings : parsed.diagnostics);
  return parsed.ok ? parsed.value : undefined;
}

/**
 * `pillar` is empty while the pillar is being made. The override is not part of it: a minion sends that, and must not be able to talk a
 * template into giving it more.
 */
function globals(
  request: PillarCompileRequest,
  { environment, path, sls, defaults }: FileToRender,
): Map<string, Value> {
  const names = new Map<string, Value>([
    ['grains', copy(new Map<Value, Value>([...request.grains, ['id', request.id]]))],
    ['opts', copy(new Map<Value, Value>([...(request.opts ?? []), ['id', request.id]]))],
    ['pillar', new Map()],
    ['pillarenv', environment],
    ...fileNames(environment, sls, path),
  ]);
  for (const [name, value] of defaults ?? []) if (typeof name === 'string') names.set(name, copy(value));
  return names;
}

/** What templates may include and import: files of the same environment, nothing outside of the tree. */
function loader({ tree, call }: PillarCompileRequest, environment: string): TemplateEnvironment {
  return {
    load(name) {
      const path = posix.normalize(name.replace(/^salt:\/\//, '')).replace(/^\/+/, '');
      if (path === '' || path === '.' || path === '..' || path.startsWith('../')) return undefined;
      const here = tree.peek(environment, path);
      if (here === null) return undefined;
      return here?.toString('utf8') ?? tree.read(environment, path).then((content) => content.toString('utf8'));
    },
    ...(call && { call }),
  };
}

/** `#!yaml` in the first line leaves templates out; the line itself becomes empty, so that places stay true. */
function readShebang(text: string, path: string): { jinja: boolean; text: string } | Refused {
  const line = /^#!([^\n]*)/.exec(text);
  if (!line || line[1]?.trim().startsWith('/')) return { jinja: true, text };
  const pipe = (line[1] as string).replace(/\s+/g, '');
  const rest = text.slice(line[0].length);
  if (pipe === 'yaml' || pipe === 'json') return { jinja: false, text: rest };
  if (pipe === 'jinja|yaml' || pipe === 'jinja|json' || pipe === 'jinja') return { jinja: true, text: rest };
  const summary = `there is no renderer "${pipe}"`;
  const detail = 'There are "yaml", "json", "jinja|yaml" and "jinja|json".';
  return {
    ok: false,
    diagnostics: [
      { severity: 'error', code: 'pillar.unknown-renderer', summary, detail, at: { file: path, line: 1, column: 3 } },
    ],
  };
}
