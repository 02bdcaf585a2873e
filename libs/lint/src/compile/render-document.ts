import { posix } from 'node:path';
import type { Outcome } from '@fleet/diagnostics';
import type { FileTree } from '@fleet/fileserver';
import { fileNames, parseYaml, renderTemplate, type YamlDocument } from '@fleet/rendering';
import { saltFunctions } from '@fleet/pillar';
import { copy, type Value, type ValueMap } from '@fleet/values';

export interface Reader {
  readonly id: string;
  readonly grains: ValueMap;
  readonly opts: ValueMap;
}

/** One YAML file of a tree as a minion's compile would read it, with the functions that templates of the pillar may call. */
export async function renderDocument(
  tree: FileTree,
  environment: string,
  path: string,
  reader: Reader,
): Promise<Outcome<YamlDocument>> {
  const text = (await tree.read(environment, path)).toString('utf8').replace(/^#!(?!\/)[^\n]*/, '');
  const template = { name: path, text };
  if (!isTemplate(text)) return parseYaml({ source: template, template });
  const grains: ValueMap = new Map([...reader.grains, ['id', reader.id]]);
  const opts: ValueMap = new Map([...reader.opts, ['id', reader.id]]);
  const rendered = await renderTemplate({
    source: template,
    context: () =>
      new Map<string, Value>([
        ['grains', copy(grains)],
        ['opts', copy(opts)],
        ['pillar', new Map()],
        ['pillarenv', environment],
        ...fileNames(environment, path.replace(/(\/init)?\.sls$/, '').replaceAll('/', '.'), path),
      ]),
    environment: {
      load: (name) => {
        const inside = posix.normalize(name.replace(/^salt:\/\//, '')).replace(/^\/+/, '');
        return tree.peek(environment, inside)?.toString('utf8');
      },
      call: saltFunctions(grains, opts, undefined),
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
