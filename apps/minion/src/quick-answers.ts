import { exitCodes } from '@fleet/protocol';
import type { RunnableCommand } from './take-on.js';
import type { Outcome } from './outcome.js';
import { version } from './version.js';

/** Asked of whole fleets all day: the daemon answers by itself, without loading the functions and everything that they rest on. */
const answers: ReadonlyMap<string, () => Outcome> = new Map<string, () => Outcome>([
  ['test.ping', () => ({ value: true, retcode: exitCodes.ok })],
  ['test.version', () => ({ value: version, retcode: exitCodes.ok })],
]);

/** `undefined`: only the functions themselves can answer, because there are arguments or because there is more to it. */
export function quickAnswer(command: Pick<RunnableCommand, 'function' | 'args' | 'kwargs'>): Outcome | undefined {
  if (command.args !== '[]' || command.kwargs !== '{}') return undefined;
  return answers.get(command.function)?.();
}
