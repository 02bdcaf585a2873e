export { createLogger, type Fields, type Logger, type LoggerOptions, type LogLevel } from './logger.js';
export { logDeath } from './log-death.js';
export { namePattern } from './name-pattern.js';
export { mask, Redactor, type RedactorOptions, type RedactOptions } from './redactor.js';
export { LineRedaction } from './line-redaction.js';
