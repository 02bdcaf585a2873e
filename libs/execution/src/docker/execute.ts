import type { CommandOptions, CommandResult, HostView } from '@fleet/platform';
import { HostRefusal } from '@fleet/platform';
import { whatWentWrong } from '@fleet/containers';
import { FunctionRefused } from '../definition.js';

/** `docker logs`, which prints on both streams. @throws FunctionRefused with docker's own words */
export async function execute(
  host: HostView,
  words: readonly string[],
  options?: CommandOptions,
): Promise<CommandResult> {
  try {
    const result = await host.commands.probe(['docker', ...words], options);
    if (result.exitCode === 0) return result;
    const { code, sentence } = whatWentWrong(result);
    throw new FunctionRefused(code === 'not-found' ? 'not-found' : 'failed', sentence);
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT')
      throw new FunctionRefused('not-found', 'this machine has no docker program', undefined, { cause });
    throw cause;
  }
}
