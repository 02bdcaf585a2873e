import 'reflect-metadata';
import { CommanderError } from 'commander';
import { CommandFailed, exits } from './commands/open-config.js';
import { program } from './program.js';

try {
  await program.parseAsync();
  // Whatever still keeps the process alive is not worth waiting for: the command is done.
  process.exit();
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : exits.usage);
  if (error instanceof CommandFailed) {
    process.stderr.write(`fleet-master: ${error.message}\n`);
    process.exit(error.exitCode);
  }
  const { code, reason } = error as { code?: unknown; reason?: unknown };
  if (code === 'trust-unusable') {
    process.stderr.write(`fleet-master: ${(error as Error).message}: ${String(reason)}\n`);
    process.exit(exits.configuration);
  }
  process.stderr.write(`fleet-master: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(exits.failed);
}
