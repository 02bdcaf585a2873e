import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@fleet/telemetry';

/** Nest's own messages in the master's log. What Nest says while it starts is of interest to its developers only. */
export class NestLogger implements LoggerService {
  constructor(private readonly target: Logger) {}

  log(message: unknown, context?: string): void {
    this.target.trace({ context, said: message }, 'nest');
  }
  debug(message: unknown, context?: string): void {
    this.target.trace({ context, said: message }, 'nest');
  }
  verbose(message: unknown, context?: string): void {
    this.target.trace({ context, said: message }, 'nest');
  }
  warn(message: unknown, context?: string): void {
    this.target.warn({ context, said: message }, 'nest warns');
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.target.error({ err: message, context: rest.at(-1) }, 'nest reports an error');
  }
}
