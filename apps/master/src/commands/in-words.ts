import { BusError, NatsServerError } from '@fleet/bus';
import { StoreRefused } from '@fleet/jobs';
import { PolicyUnusable } from '../access/policy.js';
import { RootBusy } from '../runtime/root-lock.js';
import { CommandFailed, exits } from './open-config.js';

/** What keeps the master, or a command that takes its place, from starting, with what mends it. */
export function inWords(error: unknown): unknown {
  if (error instanceof StoreRefused)
    return new CommandFailed(`${error.message} (${error.file}): ${error.advice}`, exits.configuration, {
      cause: error,
    });
  if (error instanceof PolicyUnusable)
    return new CommandFailed(
      `\`${error.setting}\` of the configuration cannot be used: ${error.reason}`,
      exits.configuration,
      {
        cause: error,
      },
    );
  if (error instanceof RootBusy)
    return new CommandFailed(`another master (pid ${error.pid}) runs on ${error.root}`, exits.unavailable, {
      cause: error,
    });
  if (error instanceof NatsServerError) {
    const details = Object.entries(error.fields).map(
      ([name, value]) => `\n  ${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`,
    );
    return new CommandFailed(`${error.message}${details.join('')}`, exits.unavailable, { cause: error });
  }
  if (error instanceof BusError)
    return new CommandFailed(`the bus cannot be used: ${error.message} (${error.code})`, exits.unavailable, {
      cause: error,
    });
  return error;
}
