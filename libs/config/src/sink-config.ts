import type { Diagnostic } from '@fleet/diagnostics';
import type { SinkTarget } from '@fleet/protocol';
import { IsOptional } from 'class-validator';
import { resolve } from 'node:path';
import { Is, checkPart, located } from './check.js';
import type { SinkSettings } from './definition.js';
import { duration } from './duration.js';
import { IsDuration, IsMapping, IsWhole } from './rules.js';
import { isPlain, type Plain, type Written } from './written.js';

// What stands below `sinks` of master.yaml: events leave the machine by it, so what is not understood is refused.

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const areTexts = (value: unknown): boolean => isPlain(value) && Object.values(value).every((item) => isText(item));

const IsGlobs = (): PropertyDecorator =>
  Is(
    'globs',
    'has to be a list of globs, and not empty',
    (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
  );

const IsPath = (): PropertyDecorator => Is('path', 'has to be a path', isText);

class SinkKeys {
  @IsOptional() @IsMapping() webhook?: Plain;
  @IsOptional() @IsMapping() command?: Plain;
  @IsOptional() @IsGlobs() tags?: string[];
  @IsOptional() @IsGlobs() minions?: string[];
  @IsOptional() @IsWhole(1, 1000) batch?: number;
}

class WebhookKeys {
  @Is('address', 'has to be an http or https address without a name or a password in it', isAddress) url = '';
  @IsOptional() @IsPath() secret_file?: string;
  @Is(
    'headers',
    'has to be a mapping of names of headers to texts of one line; content-type, host and x-fleet-… are set already',
    areHeaders,
  )
  headers: Record<string, string> = {};
  @IsOptional() @IsPath() ca?: string;
  @IsDuration() timeout: string | number = '10s';
}

class CommandKeys {
  @Is('argv', 'has to be a list of texts, the first of them the absolute path of a program', isArgv) run: string[] = [];
  @IsOptional()
  @Is('user', 'has to be the name of an account', (value) => isText(value) && /^[a-z_][a-z0-9_.-]*\$?$/i.test(value))
  user?: string;
  @IsOptional() @IsPath() directory?: string;
  @Is('environment', 'has to be a mapping of names of variables to texts', areTexts) environment: Record<
    string,
    string
  > = {};
  @IsDuration() timeout: string | number = '30s';
}

const sinkKeys = ['webhook', 'command', 'tags', 'minions', 'batch'] as const;
const webhookKeys = ['url', 'secret_file', 'headers', 'ca', 'timeout'] as const;
const commandKeys = ['run', 'user', 'directory', 'environment', 'timeout'] as const;

/** The sinks, and all that is wrong with them. Files are below the root. */
export function readSinks(
  written: Written,
  root: string,
): { readonly value: readonly SinkSettings[]; readonly diagnostics: readonly Diagnostic[] } {
  const { sinks } = written.data;
  const diagnostics: Diagnostic[] = [];
  const value = Object.entries(isPlain(sinks) ? sinks : {}).flatMap(([name, data]) => {
    const sink = readSink(written, root, name, data, diagnostics);
    return sink ? [sink] : [];
  });
  return { value, diagnostics };
}

function readSink(
  written: Written,
  root: string,
  name: string,
  data: unknown,
  diagnostics: Diagnostic[],
): SinkSettings | undefined {
  const path = `sinks.${name}`;
  const wrong = (at: string, summary: string): undefined => {
    diagnostics.push(located(written, at, { severity: 'error', code: 'config.wrong-value', summary }));
  };
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name))
    return wrong(path, `\`${path}\` is no name for a sink: letters, digits, - and _ only`);
  if (!isPlain(data)) return wrong(path, `\`${path}\` has to be a mapping with ${sinkKeys.join(', ')}`);
  const { value, diagnostics: found } = checkPart(written, path, data, SinkKeys, sinkKeys);
  diagnostics.push(...found);
  const { webhook, command, tags = [], minions = [], batch } = value;
  if ((webhook === undefined) === (command === undefined))
    return wrong(path, `\`${path}\` has to have either \`webhook\` or \`command\``);
  const to = webhook
    ? readWebhook(written, `${path}.webhook`, root, webhook, diagnostics)
    : readCommand(written, `${path}.command`, root, command ?? {}, diagnostics);
  return { name, tags, minions, ...(batch !== undefined && { batch }), to };
}

function readWebhook(written: Written, path: string, root: string, data: Plain, diagnostics: Diagnostic[]): SinkTarget {
  const { value, diagnostics: found } = checkPart(written, path, data, WebhookKeys, webhookKeys);
  diagnostics.push(...found);
  const { url, secret_file: secret, ca, headers, timeout } = value;
  return {
    ...{ kind: 'webhook', url, headers, timeout: duration(timeout) ?? 0 },
    ...(secret !== undefined && { secretFile: resolve(root, secret) }),
    ...(ca !== undefined && { caFile: resolve(root, ca) }),
  };
}

function readCommand(written: Written, path: string, root: string, data: Plain, diagnostics: Diagnostic[]): SinkTarget {
  const { value, diagnostics: found } = checkPart(written, path, data, CommandKeys, commandKeys);
  diagnostics.push(...found);
  const { run, user, directory, environment, timeout } = value;
  return {
    ...{ kind: 'command', argv: run as unknown as [string, ...string[]], environment, timeout: duration(timeout) ?? 0 },
    ...(user !== undefined && { user }),
    ...(directory !== undefined && { directory: resolve(root, directory) }),
  };
}

function isAddress(value: unknown): boolean {
  if (!isText(value) || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

function areHeaders(value: unknown): boolean {
  const own = /^(content-type|content-length|transfer-encoding|host|connection|x-fleet-.*)$/i;
  return (
    isPlain(value) &&
    Object.entries(value).every(
      ([name, text]) =>
        /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) && !own.test(name) && isText(text) && /^[\t\x20-\x7e]+$/.test(text),
    )
  );
}

function isArgv(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((word) => typeof word === 'string') &&
    String(value[0]).startsWith('/')
  );
}
