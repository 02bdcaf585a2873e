import { FunctionRefused, type FunctionContext } from '@fleet/execution';
import type { Host } from '@fleet/platform';
import type { CompiledStates } from '../compile-states.js';
import { withRequired } from '../low/required.js';
import type { Chunk } from '../representations.js';
import { runStates } from '../run/run-states.js';
import type { RunContext } from '../run/run-types.js';
import { refuseUnconfirmed } from './unconfirmed.js';

/**
 * Whether a chunk may destroy nothing in this run. Said yes to is an SLS that its formula wanted confirmed, or with --yes-destroy all.
 * @throws FunctionRefused `confirmation-required` for an SLS that nobody confirmed
 */
export async function sparedChunks(
  compiled: Pick<CompiledStates, 'sls' | 'low'>,
  context: FunctionContext,
): Promise<(chunk: Chunk) => boolean> {
  const confirmed = await refuseUnconfirmed(compiled, context);
  return (chunk) => context.mayDestroy !== true && !confirmed.has(chunk);
}

/**
 * Looks, before the first chunk runs, at those that may destroy something, and at what they wait for. What only shows once others have run fails alone.
 * @throws FunctionRefused `confirmation-required` with what would be lost
 */
export async function refuseDestruction(
  { run, low }: Pick<CompiledStates, 'run' | 'low'>,
  spares: (chunk: Chunk) => boolean,
  host: Host,
  context: RunContext,
  signal: AbortSignal,
): Promise<void> {
  const suspects = low.filter(
    (chunk) => chunk.definition.destroys !== undefined && !chunk.options.expendable && spares(chunk),
  );
  if (suspects.length === 0) return;
  const looked = withRequired(suspects, low);
  const turns = run.filter(({ of }) => looked.has(of));
  const { results } = await runStates(turns, host, context, { test: true, signal });
  const asks = [...results.values()]
    .filter(({ destroys = [] }) => destroys.length > 0)
    .map(({ state, id, destroys = [] }) => ({ what: `${state} ${id}`, loses: destroys.join(', ') }));
  if (asks.length === 0) return;
  throw new FunctionRefused(
    'confirmation-required',
    `this would destroy what cannot be had back, and nobody said yes to it; nothing was touched: ` +
      `${asks.map(({ what, loses }) => `${what} would ${loses}`).join('; ')}. ` +
      `--yes-destroy says yes, and so does a plan that shows it.`,
    { asks },
  );
}
