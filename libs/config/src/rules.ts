import { Is } from './check.js';
import { logLevels, type LogLevel } from './definition.js';
import { duration } from './duration.js';
import { isPlain } from './written.js';

/** The rules that the settings of master and minion share. Each sentence goes on after the name of the setting. */

const text = (value: unknown): boolean => typeof value === 'string' && value !== '';
const texts = (value: unknown): boolean => Array.isArray(value) && value.every(text);

export const IsWords = (): PropertyDecorator => Is('words', 'has to be a list of texts', texts);

export const IsPaths = (): PropertyDecorator =>
  Is(
    'paths',
    'has to be a list of absolute paths',
    (value) => texts(value) && (value as string[]).every((path) => path.startsWith('/')),
  );

/** `cmd.*`, `*.run`, `test.ping`: a module without a function would match nothing, and look as if it did. */
export const IsFunctionGlobs = (): PropertyDecorator =>
  Is(
    'functionGlobs',
    'has to be a list of globs over names of functions, such as `cmd.*` or `test.ping`',
    (value) => texts(value) && (value as string[]).every((glob) => /^[^\s]*[*?.[][^\s]*$/.test(glob)),
  );

export const IsWordOrWords = (): PropertyDecorator =>
  Is('wordOrWords', 'has to be a text or a list of texts', (value) => text(value) || texts(value));

export const IsMapping = (): PropertyDecorator => Is('mapping', 'has to be a mapping', isPlain);

export const IsRoots = (): PropertyDecorator =>
  Is(
    'roots',
    'has to be a mapping of environments to lists of folders, such as `base: [/srv/fleet/states]`',
    (value) =>
      isPlain(value) && Object.values(value).every((folders) => texts(folders) && (folders as string[]).length > 0),
  );

/** `smallest` and `largest` are allowed themselves. */
export const IsWhole = (smallest: number, largest: number): PropertyDecorator =>
  Is(
    'whole',
    `has to be a whole number from ${smallest} to ${largest}`,
    (value) => Number.isInteger(value) && (value as number) >= smallest && (value as number) <= largest,
  );

export const IsSeconds = (smallest: number): PropertyDecorator =>
  Is(
    'seconds',
    `has to be a number of seconds, at least ${smallest}`,
    (value) => typeof value === 'number' && Number.isFinite(value) && value >= smallest && value <= 1e9,
  );

export const IsDuration = (): PropertyDecorator =>
  Is(
    'duration',
    'has to be a time such as 90s, 30m, 12h or 30d, at most 366d',
    (value) => duration(value) !== undefined,
  );

export const IsSize = (): PropertyDecorator =>
  Is('size', 'has to be a number of bytes, or a text such as 512MiB or 10GiB', (value) => bytes(value) !== undefined);

const units: Readonly<Record<string, number>> = {
  '': 1,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
  KB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  TB: 1000 ** 4,
};

export function bytes(value: unknown): number | undefined {
  const found = /^(\d{1,15})\s*([KMGT]i?B)?$/.exec(String(value));
  const size = found ? Number(found[1]) * (units[found[2] ?? ''] as number) : 0;
  return Number.isSafeInteger(size) && size > 0 ? size : undefined;
}

/** Salt's names for levels are understood too. */
const saltLevels: Readonly<Record<string, LogLevel>> = {
  all: 'trace',
  garbage: 'trace',
  profile: 'debug',
  warning: 'warn',
  critical: 'error',
  quiet: 'silent',
};

export function logLevel(value: string): LogLevel | undefined {
  return logLevels.find((level) => level === value) ?? saltLevels[value];
}

export const IsLogLevel = (): PropertyDecorator =>
  Is(
    'logLevel',
    `has to be one of ${logLevels.join(', ')}`,
    (value) => typeof value === 'string' && logLevel(value) !== undefined,
  );

/** A bus address: `host`, `host:port`, `nats://host:port` or `tls://host:port`. Credentials never stand in it. */
export function serverUrl(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const found = /^(?:(nats|tls):\/\/)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?$/.exec(value);
  if (!found || Number(found[3] ?? 1) > 65535) return undefined;
  return `${found[1] ?? 'nats'}://${found[2]}:${found[3] ?? 4222}`;
}

export const IsServers = (): PropertyDecorator =>
  Is(
    'servers',
    'has to be a list of bus addresses, such as nats://master.example:4222',
    (value) => Array.isArray(value) && value.every((server) => serverUrl(server) !== undefined),
  );

export const IsServer = (): PropertyDecorator =>
  Is(
    'server',
    'has to be a bus address, such as nats://master.example:4222',
    (value) => serverUrl(value) !== undefined,
  );
