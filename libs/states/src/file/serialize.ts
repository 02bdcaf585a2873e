import type { HostView } from '@fleet/platform';
import { parseJson, parseYaml, toJson, toYaml } from '@fleet/rendering';
import { isMap, mergeRecursive, traverse, type Value, type ValueMap } from '@fleet/values';
import { defineState, type StateContext } from '../definition.js';
import { impossible } from '../step.js';
import { backupWish } from './parts/edit.js';
import { planFile } from './parts/plan-file.js';
import { FileSerializeArgs } from './serialize.args.js';

export const serialize = defineState({
  name: 'file.serialize',
  doc: 'Keep data in a file, as YAML or JSON.',
  args: FileSerializeArgs,
  example: `/etc/app/settings.json:
  file.serialize:
    - serializer: json
    - dataset:
        port: 8080
        peers: [a, b]
`,
  async plan(host, want, context) {
    if (want.formatter !== undefined && want.serializer !== undefined)
      return impossible('`formatter` and `serializer` say the same; give one');
    const form = want.serializer ?? want.formatter ?? 'yaml';
    const wanted = wantedData(want, context);
    if ('problem' in wanted) return impossible(wanted.problem);
    const data = want.merge_if_exists ? await merged(host, want.name, form, wanted.data) : wanted;
    if ('problem' in data) return impossible(data.problem);
    const text =
      form === 'json' ? jsonText(data.data, want.serializer_opts) : yamlText(data.data, want.serializer_opts);
    if (typeof text !== 'string') return impossible(text.problem);
    return planFile(
      host,
      {
        name: want.name,
        contents: text,
        delimiter: ':',
        newline: true,
        facts: {},
        user: want.user,
        group: want.group,
        mode: want.mode,
        makedirs: want.makedirs,
        dirMode: want.dir_mode,
        replace: want.replace,
        create: want.create,
        backup: backupWish(want.backup),
        showChanges: want.show_changes,
        followSymlinks: true,
      },
      context,
    );
  },
});

type DataOrProblem = { readonly data: Value } | { readonly problem: string };

function wantedData(want: FileSerializeArgs, context: StateContext): DataOrProblem {
  if ((want.dataset === undefined) === (want.dataset_pillar === undefined))
    return { problem: 'give the data as `dataset`, or the pillar that holds it as `dataset_pillar`' };
  if (want.dataset !== undefined) return { data: want.dataset };
  const data = traverse(context.pillar, want.dataset_pillar ?? '');
  return data === undefined ? { problem: `there is no pillar ${want.dataset_pillar ?? ''}` } : { data };
}

/** What the file holds, with the wanted data over it. */
async function merged(host: HostView, path: string, form: string, data: Value): Promise<DataOrProblem> {
  if (!(await host.files.statTarget(path))) return { data };
  const source = { name: path, text: (await host.files.read(path)).toString('utf8') };
  const held = heldData(form, source);
  if (typeof held === 'string') return { problem: `${path} cannot be merged with: ${held}` };
  if (held.data === null) return { data };
  if (!isMap(held.data) || !isMap(data)) return { problem: `${path} cannot be merged with: both must be mappings` };
  return { data: mergeRecursive(held.data, data) };
}

function heldData(form: string, source: { name: string; text: string }): { data: Value } | string {
  if (form === 'json') {
    const read = parseJson({ source });
    return read.ok ? { data: read.value } : (read.diagnostics[0]?.summary ?? 'it is malformed');
  }
  const read = parseYaml({ source });
  return read.ok ? { data: read.value.value } : (read.diagnostics[0]?.summary ?? 'it is malformed');
}

function jsonText(data: Value, options: ValueMap | undefined): string | { problem: string } {
  const unknown = unknownOption(options, ['indent', 'sort_keys']);
  if (unknown !== undefined) return unknown;
  const indent = options?.get('indent') ?? 2;
  if (typeof indent !== 'number') return { problem: '`serializer_opts`: indent must be a whole number' };
  return toJson(data, { indent, sortKeys: options?.get('sort_keys') !== false, ascii: false });
}

function yamlText(data: Value, options: ValueMap | undefined): string | { problem: string } {
  const unknown = unknownOption(options, ['default_flow_style', 'allow_unicode']);
  return unknown ?? toYaml(data, { flow: options?.get('default_flow_style') === true, sort: true });
}

function unknownOption(options: ValueMap | undefined, known: readonly string[]): { problem: string } | undefined {
  const other = [...(options?.keys() ?? [])].find((key) => !known.includes(String(key)));
  return other === undefined
    ? undefined
    : { problem: `\`serializer_opts\`: ${String(other)} is not supported here; there are ${known.join(' and ')}` };
}
