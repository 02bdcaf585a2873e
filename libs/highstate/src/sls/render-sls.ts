import type { Outcome, Refused } from '@fleet/diagnostics';
import { parseYaml, renderTemplate, type YamlDocument } from '@fleet/rendering';
import type { Compilation } from '../compilation.js';
import { slsGlobals } from './sls-globals.js';
import { templateEnvironment } from './template-environment.js';

/** Reads, renders and parses one file of the tree (an SLS or a top file). The file must exist. */
export async function renderSls(
  compilation: Compilation,
  environment: string,
  sls: string,
  path: string,
): Promise<Outcome<YamlDocument>> {
  const { context } = compilation;
  const original = (context.tree.peek(environment, path) ?? (await context.tree.read(environment, path))).toString(
    'utf8',
  );
  compilation.readText(path, original);
  const pipeline = readShebang(original, path);
  if ('ok' in pipeline) return pipeline;
  const template = { name: path, text: pipeline.text };
  if (!pipeline.jinja) return parseYaml({ source: template, template });
  const index = await compilation.index(environment);
  const rendered = await renderTemplate({
    source: template,
    context: () => slsGlobals(context, environment, sls, path),
    environment: {
      ...templateEnvironment(context.tree, environment, context),
      near: (name) => index.nearPath(name),
    },
  });
  if (!rendered.ok) return rendered;
  compilation.readTemplates(rendered.value.origin);
  const parsed = parseYaml({
    source: { name: path, text: rendered.value.text },
    origin: rendered.value.origin,
    template,
  });
  return parsed.ok ? { ...parsed, warnings: [...rendered.warnings, ...parsed.warnings] } : parsed;
}

/** `#!yaml` and `#!jinja|yaml` in the first line choose renderers; the line itself becomes empty, so that places stay true. */
function readShebang(text: string, path: string): { jinja: boolean; text: string } | Refused {
  const line = /^#!([^\n]*)/.exec(text);
  // `#!/bin/…` and the like are comments to YAML.
  if (!line || line[1]?.trim().startsWith('/')) return { jinja: true, text };
  const pipe = (line[1] ?? '')
    .split('|')
    .map((part) => part.trim().split(' ')[0])
    .join('|');
  const rest = text.slice(line[0].length);
  // JSON is YAML.
  if (pipe === 'yaml' || pipe === 'json') return { jinja: false, text: rest };
  if (pipe === 'jinja|yaml' || pipe === 'jinja|json' || pipe === 'jinja') return { jinja: true, text: rest };
  const at = { file: path, line: 1, column: 3 };
  const detail = 'There are "yaml", "json", "jinja|yaml" and "jinja|json".';
  return {
    ok: false,
    diagnostics: [
      {
        severity: 'error',
        code: 'sls.unknown-renderer',
        summary: `there is no renderer "${line[1]?.trim()}"`,
        detail,
        at,
      },
    ],
  };
}
