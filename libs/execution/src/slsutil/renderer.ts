import { Arg, Rest } from '@fleet/arguments';
import { parseYaml, RenderRefused, renderTemplate, fileNames, parseJson } from '@fleet/rendering';
import { copy, type Value, type ValueMap } from '@fleet/values';
import { readText } from '../cp/tree-files.js';
import { defineFunction, FunctionRefused, type FunctionContext } from '../definition.js';

export class SlsutilRendererArgs {
  @Arg({ doc: 'The file: salt://path, or a path on the minion.', type: 'string', optional: true })
  path?: string;

  @Arg({ doc: 'The text itself, instead of a file.', type: 'string', optional: true })
  string?: string;

  @Arg({ doc: 'What to render with where the first line does not say.', type: 'string', default: 'jinja|yaml' })
  default_renderer!: string;

  @Rest({ doc: 'Variables for the template; `saltenv` is also where the file and its imports come from.', of: 'named' })
  names: ValueMap = new Map();
}

export const renderer = defineFunction({
  name: 'slsutil.renderer',
  doc: 'A file of the state tree, or a text, sent through the renderers: data, or text where no yaml or json comes last.',
  args: SlsutilRendererArgs,
  example: 'slsutil.renderer salt://nginx/map.sls',
  looks: true,
  async run(host, want, context) {
    const environment = String(want.names.get('saltenv') ?? 'base');
    if (!want.path && !want.string)
      throw new FunctionRefused('bad-arguments', 'slsutil.renderer: needs a path or a string');
    const found = want.path ? await readText(host, context, want.path, environment) : want.string;
    if (found === undefined) throw new FunctionRefused('not-found', `there is no ${want.path}`);
    const name = want.path?.replace(/^salt:\/\//, '') ?? 'text';
    const shebang = /^#!(?!\/)([^\n]*)/.exec(found);
    const pipe = (shebang?.[1] ?? want.default_renderer).split('|').map((part) => part.trim().split(/\s+/)[0] ?? '');
    const text = shebang ? found.slice(shebang[0].length) : found;
    return throughPipe(pipe, { name, text }, { environment, names: want.names }, context);
  },
});

interface Place {
  readonly environment: string;
  readonly names: ValueMap;
}

async function throughPipe(
  pipe: readonly string[],
  source: { name: string; text: string },
  place: Place,
  context: FunctionContext,
): Promise<Value> {
  const [first, second, ...more] = pipe;
  const known = [first, second].filter((name) => name !== undefined);
  if (more.length > 0 || known.some((name) => !['jinja', 'yaml', 'json', 'text'].includes(name)))
    throw new FunctionRefused(
      'bad-arguments',
      `slsutil.renderer: there is no renderer ${pipe.join('|')}; there are jinja, yaml, json and text, the first before the others`,
    );
  const rendered =
    first === 'jinja' ? await rendering(source, place, context) : { text: source.text, origin: undefined };
  const last = first === 'jinja' ? second : first;
  const request = {
    source: { name: source.name, text: rendered.text },
    ...(rendered.origin && { origin: rendered.origin, template: source }),
  };
  if (last === 'yaml') {
    const parsed = parseYaml(request);
    if (!parsed.ok) throw new RenderRefused(parsed.diagnostics);
    return parsed.value.value ?? new Map();
  }
  if (last !== 'json') return rendered.text;
  const parsed = parseJson(request);
  if (!parsed.ok) throw new RenderRefused(parsed.diagnostics);
  return parsed.value;
}

async function rendering(source: { name: string; text: string }, place: Place, context: FunctionContext) {
  const [tree, grains, pillar] = await Promise.all([context.tree(), context.grains(), context.pillar()]);
  const sls = source.name
    .replace(/\.sls$/, '')
    .replace(/\/init$/, '')
    .replaceAll('/', '.');
  const outcome = await renderTemplate({
    source,
    context: () =>
      new Map<string, Value>([
        ['grains', copy(grains)],
        ['pillar', copy(pillar)],
        ['opts', copy(context.opts)],
        ...fileNames(place.environment, sls, source.name),
        ...[...copy(place.names)].map(([name, value]) => [String(name), value] as const),
      ]),
    environment: {
      async load(name) {
        const path = name.replace(/^salt:\/\//, '');
        if (!(await tree.entry(place.environment, path))) return undefined;
        return (await tree.read(place.environment, path)).toString('utf8');
      },
      call: context.call,
      knows: (name) => context.functions().has(name),
    },
  });
  if (!outcome.ok) throw new RenderRefused(outcome.diagnostics);
  return outcome.value;
}
