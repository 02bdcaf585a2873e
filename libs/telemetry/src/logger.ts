import { types } from 'node:util';
import { pino, stdTimeFunctions } from 'pino';
import { describeError } from './describe-error.js';
import { prettyDestination } from './pretty-destination.js';
import { Redactor } from './redactor.js';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
export type Fields = Readonly<Record<string, unknown>>;

/** Messages are static sentences, so that they can be searched for; whatever varies is a field. */
interface LogMethod {
  (fields: Fields, message: string): void;
  (message: string): void;
}

export interface Logger {
  level: LogLevel;
  readonly trace: LogMethod;
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly error: LogMethod;
  readonly fatal: LogMethod;
  /** A logger that adds these fields to each of its records. */
  child(fields: Fields): Logger;
}

export interface LoggerOptions {
  /** The program: `fleet-master`, `fleet-minion`. */
  readonly name: string;
  /** Default `info`. */
  readonly level?: LogLevel;
  /** For people instead of machines; default: where standard error is a terminal, and no destination is given. */
  readonly pretty?: boolean;
  /** Gets one line for each record. Default: standard error, so that standard output stays the program's answer. */
  readonly destination?: { write(line: string): unknown };
  /** Knows the secrets; default: one that knows only what secrets are usually called. */
  readonly redactor?: Redactor;
}

export function createLogger(options: LoggerOptions): Logger {
  const redactor = options.redactor ?? new Redactor();
  const pretty = options.pretty ?? (options.destination === undefined && process.stderr.isTTY);
  const plain = options.destination ?? pino.destination({ dest: 2, sync: true });
  const fields = (record: object): Record<string, unknown> => redactor.redactJson(record) as Record<string, unknown>;
  const logger = pino(
    {
      name: options.name,
      level: options.level ?? 'info',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: fields },
      hooks: {
        logMethod(given, method) {
          const redacted = given.map((part: unknown) => (typeof part === 'string' ? redactor.redactText(part) : part));
          return method.apply(this, redacted as typeof given);
        },
      },
      serializers: { err: (error: unknown) => (types.isNativeError(error) ? describeError(error) : error) },
    },
    pretty ? prettyDestination(plain) : plain,
  );
  // Bindings of children do not pass through the formatters; children of children inherit this.
  const child = logger.child;
  return Object.assign(logger, {
    child(this: typeof logger, bindings: Fields) {
      return child.call(this, fields(bindings));
    },
  }) as unknown as Logger;
}
