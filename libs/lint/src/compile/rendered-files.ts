import { parseArguments } from '@fleet/arguments';
import type { Place } from '@fleet/diagnostics';
import type { Chunk } from '@fleet/highstate';
import { HostRefusal, memoryHost, readOnly } from '@fleet/platform';
import { fileNames, RenderRefused, renderTemplate, type Rendered } from '@fleet/rendering';
import { applyPlan, type StateContext } from '@fleet/states';
import { copy, type Value, type ValueMap } from '@fleet/values';
import type { Fleet } from '../fleet.js';
import { neverStopped } from './answers.js';
import { reportCompile, type CompiledMinion } from './compile-states.js';

/** A text file that a state would write, with the line of a template behind each of its own. */
export interface RenderedFile {
  /** On the minion. */
  readonly path: string;
  readonly text: string;
  readonly chunk: Chunk;
  /** Where a line (from 1) comes from, in the states tree. */
  at(line: number): Place | undefined;
}

/** Whole files that are texts; larger ones are nobody's configuration. */
const largest = 1024 * 1024;

/**
 * What the `file.managed` chunks of a minion would write: the states themselves write it, to a machine in memory. What needs the real
 * machine (a path on it, an address) is left out.
 */
export async function renderFiles(fleet: Fleet, compiled: CompiledMinion): Promise<RenderedFile[]> {
  const files: RenderedFile[] = [];
  for (const chunk of compiled.chunks) {
    if (chunk.definition.name !== 'file.managed' || !hasTextSource(chunk)) continue;
    const file = await renderFile(fleet, compiled, chunk);
    if (file) files.push(file);
  }
  return files;
}

function hasTextSource({ arguments: given }: Chunk): boolean {
  const source = given.get('source');
  if (source === undefined) return ['contents', 'contents_pillar', 'contents_grains'].some((key) => given.has(key));
  // What is copied as it lies in the tree is looked at there.
  return given.get('template') !== undefined || isText(source);
}

function isText(source: Value): boolean {
  return (
    typeof source === 'string' &&
    /^salt:\/\/.*(?:\.(?:env|service|timer|socket|path|mount|conf|ya?ml)|\/\.env[^/]*)$/.test(source)
  );
}

async function renderFile(fleet: Fleet, compiled: CompiledMinion, chunk: Chunk): Promise<RenderedFile | undefined> {
  // Accounts, old contents and directories are the machine's business, not the file's.
  const given: ValueMap = new Map(chunk.arguments);
  for (const key of ['user', 'group', 'mode', 'backup', 'check_cmd']) given.delete(key);
  given.set('makedirs', true);
  const parsed = parseArguments(chunk.definition.args, { positional: [], named: given });
  if (!parsed.ok) return undefined;
  const host = memoryHost();
  let rendered: { readonly name: string; readonly result: Rendered } | undefined;
  const context = stateContext(fleet, compiled, chunk, (name, result) => (rendered = { name, result }));
  try {
    const plan = await chunk.definition.plan(readOnly(host), parsed.want, context);
    await applyPlan(plan, host, { test: false });
  } catch (error) {
    if (error instanceof HostRefusal) return undefined;
    if (!(error instanceof RenderRefused)) throw error;
    reportCompile(fleet, { found: error.diagnostics, answers: compiled.answers }, compiled.minion.id);
    return undefined;
  }
  const text = host.text(chunk.name);
  if (text === undefined || text.length > largest || text.includes('\0')) return undefined;
  return { path: chunk.name, text, chunk, at: (line) => placeOf(chunk, rendered, line) };
}

function placeOf(
  chunk: Chunk,
  rendered: { readonly name: string; readonly result: Rendered } | undefined,
  line: number,
): Place | undefined {
  const origin = rendered?.result.origin.ofLine(line)?.place;
  // A text in the SLS is rendered under the name of the file that it becomes.
  if (origin && rendered?.name.startsWith('salt://')) return { ...origin, column: 0 };
  const source = chunk.arguments.get('source');
  if (!rendered && typeof source === 'string' && source.startsWith('salt://'))
    return { file: source.replace(/^salt:\/\/|\?.*$/g, ''), line, column: 0 };
  return chunk.at?.();
}

function stateContext(
  fleet: Fleet,
  { minion, answers }: CompiledMinion,
  chunk: Chunk,
  note: (name: string, result: Rendered) => void,
): StateContext {
  const pillar = minion.scoped ?? (new Map() as ValueMap);
  return {
    test: false,
    id: minion.id,
    sls: chunk.sls,
    environment: chunk.environment,
    tree: fleet.states,
    grains: minion.grains,
    pillar,
    opts: answers.opts,
    call: (name, args = [], kwargs = new Map()) => answers.call(name, args, kwargs),
    secret: () => false,
    signal: neverStopped,
    progress: () => undefined,
    async render(source, own) {
      const path = source.name.replace(/^salt:\/\//, '');
      const outcome = await renderTemplate({
        source,
        context: () => {
          const names = new Map<string, Value>([
            ['grains', copy(minion.grains)],
            ['pillar', copy(pillar)],
            ['opts', answers.opts],
            ...fileNames(chunk.environment, chunk.sls, path),
          ]);
          for (const [key, value] of own) names.set(String(key), copy(value));
          return names;
        },
        environment: {
          load: (name) =>
            fleet.states.peek(chunk.environment, name.replace(/^salt:\/\//, '').replace(/^\/+/, ''))?.toString('utf8'),
          call: answers.call,
        },
      });
      if (!outcome.ok) throw new RenderRefused(outcome.diagnostics);
      note(source.name, outcome.value);
      return outcome.value.text;
    },
  };
}
