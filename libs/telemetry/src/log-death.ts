import type { Logger } from './logger.js';

/** The exit code of a program that met a defect of its own. */
const softwareError = 70;

/**
 * What nobody caught ends the process through its log: Node would print the error as it is, whatever secret its message or its fields hold.
 */
export function logDeath(
  log: Pick<Logger, 'fatal'>,
  program: Pick<NodeJS.EventEmitter, 'on'> & { exit(code: number): void } = process,
): void {
  program.on('uncaughtException', (error: unknown) => {
    log.fatal({ error }, 'this process ends by a defect of its own');
    program.exit(softwareError);
  });
}
