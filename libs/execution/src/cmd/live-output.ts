import { LiveLines, type CommandOptions } from '@fleet/platform';
import type { FunctionContext } from '../definition.js';

export interface LiveOutput {
  readonly take: NonNullable<CommandOptions['onOutput']>;
  /** The command has ended. */
  end(): void;
}

/** Where a command's words go while it runs. */
export function liveOutput({ output, progress }: Pick<FunctionContext, 'output' | 'progress'>): LiveOutput {
  return output ? { take: output, end: () => undefined } : new LiveLines(progress);
}
