import { RenderRefused, renderTemplate } from '@fleet/rendering';
import type { StateContext } from '@fleet/states';
import { copy, type Value, type ValueMap } from '@fleet/values';
import type { Chunk } from '../representations.js';
import { slsGlobals } from '../sls/sls-globals.js';
import { templateEnvironment } from '../sls/template-environment.js';
import type { CallOptions } from './call-state.js';
import type { RunContext } from './run-types.js';

/** What a state function may know while it plans one chunk. */
export function stateContext(
  chunk: Chunk,
  context: RunContext,
  options: Pick<CallOptions, 'test' | 'signal' | 'progress' | 'changedWatches' | 'neededBy'>,
): StateContext {
  const call = (name: string, args: readonly Value[], kwargs: Map<Value, Value>): Promise<Value> =>
    context.call(name, args, kwargs);
  const noted = context.wishes?.noting(chunk, context);
  return {
    test: options.test,
    id: context.id,
    sls: chunk.sls,
    environment: chunk.environment,
    tree: noted?.tree ?? context.tree,
    // Only who looks at them is told from.
    get grains() {
      return noted?.grains() ?? context.grains;
    },
    get pillar() {
      return noted?.pillar() ?? context.pillar;
    },
    opts: context.opts,
    call: context.call,
    secret: context.secret ?? (() => false),
    signal: options.signal,
    progress: options.progress,
    required: requiredBy(chunk),
    ...(options.neededBy && { neededBy: options.neededBy }),
    ...(context.accumulated && { accumulated: context.accumulated }),
    ...(options.changedWatches && { changedWatches: options.changedWatches }),
    async render(source, own) {
      const rendered = await renderTemplate({
        source,
        context: () =>
          withOwn(slsGlobals(context, chunk.environment, chunk.sls, source.name.replace(/^salt:\/\//, '')), own),
        environment: templateEnvironment(context.tree, chunk.environment, {
          call,
          ...(context.functions && { functions: context.functions }),
        }),
      });
      if (!rendered.ok) throw new RenderRefused(rendered.diagnostics);
      noted?.rendered(source.name, rendered.value.text);
      return rendered.value.text;
    },
  };
}

/** Directly, and by whatever kind of requisite that waits for success. */
function requiredBy(chunk: Chunk): { state: string; name: string }[] {
  const waiting = chunk.requisites.filter(
    ({ kind }) => !kind.startsWith('onfail') && kind !== 'prereq' && kind !== 'listen',
  );
  return waiting.flatMap(({ targets }) =>
    targets.map((target) => ({ state: target.definition.name, name: target.name })),
  );
}

/** What a state hands to its template hides the names that every template has. */
function withOwn(globals: Map<string, Value>, own: ValueMap): Map<string, Value> {
  for (const [key, value] of own) globals.set(String(key), copy(value));
  return globals;
}
