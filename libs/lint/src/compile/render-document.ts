import { posix } from 'node:path';
import type { Outcome } from '@fleet/diagnostics';
import type { FileTree } from '@fleet/fileserver';
import { fileNames, parseYaml, renderTemplate, type YamlDocument } from '@fleet/rendering';
import { copy, type Value, type ValueMap } from '@fleet/values';

export interface Reader {
  readonly id: string;
  readonly grains: ValueMap;
  readonly opts: ValueMap;
}

/** One YAML file of a tree as a minion's compile would read it, without any of the functions that templates may call. */
export async function renderDocument(
  tree: FileTree,
  environment: string,
  path: string,
  reader: Reader,
): Promise<Outcome<YamlDocument>> {
  const text = (await tree.read(environment, path)).toString('utf8').replace(/^#!(?!\/)[^\n]*/, '');
  const template = { name: path, text };
  if (!isTemplate(text)) return parseYaml({ source: template, template });
  const rendered = await renderTemplate({
    source: template,
    context: () =>
      new Map<string, Value>([
        ['grains', copy(new Map<Value, Value>([...reader.grains, ['id', reader.id]]))],
        ['opts', copy(new Map<Value, Value>([...reader.opts, ['id', reader.id]]))],
        ['pillar', new Map()],
        ...fileNames(environment, path.replace(/(\/init)?\.sls$/, '').replaceAll('/', '.'), path),
      ]),
    environment: {
      load: (name) => {
        const inside = posix.normalize(name.replace(/^salt:\/\//, '')).replace(/^\/+/, '');
        return tree.peek(environment, inside)?.toString('utf8');
      },
    },
  });
  if (!rendered.ok) return rendered;
  const { text: yaml, origin } = rendered.value;
  return parseYaml({ source: { name: path, text: yaml }, origin, template });
}

/** Whether a text has anything for the template engine; where not, it is the same for everybody. */
export function isTemplate(text: string): boolean {
  return /\{[{%#]/.test(text);
}
