import type { FunctionContext } from '@fleet/execution';
import type { RunOptions } from '../run/run-types.js';

/** What a run says while it goes on goes to whoever runs the job. */
export function telling(
  context: Pick<FunctionContext, 'progress' | 'phase'>,
): Pick<RunOptions, 'onProgress' | 'onPhase'> {
  return {
    onProgress: ({ text, ...place }) => context.progress(text, place),
    ...(context.phase && { onPhase: context.phase }),
  };
}
