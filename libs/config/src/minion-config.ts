import { hasErrors, type Diagnostic, type Outcome } from '@fleet/diagnostics';
import { isMinionId } from '@fleet/protocol';
import { IsBoolean, IsOptional } from 'class-validator';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { Is, check, located } from './check.js';
import type { FunctionGlobs, FunctionRules, MinionConfig } from './definition.js';
import { directories, type Directories } from './directories.js';
import { PillarKeys, pillarSettings } from './pillar-config.js';
import { roots } from './roots.js';
import {
  IsFunctionGlobs,
  IsLogLevel,
  IsMapping,
  IsPaths,
  IsRoots,
  IsSeconds,
  IsServer,
  IsServers,
  IsSize,
  bytes,
  logLevel,
  serverUrl,
} from './rules.js';
import { minionSettings } from './settings.js';
import { readWritten, type Plain, type Written } from './written.js';

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const idRule = 'has to be 1 to 253 letters, digits, dots, hyphens or underscores, and does not begin with a dot';

class MinionSettings extends PillarKeys {
  // A number is what YAML makes of `id: 42`.
  @IsOptional()
  @Is('id', idRule, (value) => (typeof value === 'string' || typeof value === 'number') && isMinionId(String(value)))
  id?: string | number;
  @IsOptional() @IsServer() master?: string;
  @IsServers() servers: string[] = [];
  @IsOptional() @Is('joinToken', 'has to be a join token', isText) join_token?: string;
  @IsOptional() @Is('joinTokenFile', 'has to be the path of a file', isText) join_token_file?: string;
  @IsMapping() grains: Plain = {};
  @IsOptional() @Is('grainsFile', 'has to be the path of a file', isText) grains_file?: string;
  @IsSeconds(0) grains_refresh = 3600;
  @IsBoolean({ message: 'has to be true or false' }) test = false;
  @IsFunctionGlobs() disabled_functions: string[] = [];
  @IsOptional() @IsFunctionGlobs() allowed_functions?: string[];
  @IsBoolean({ message: 'has to be true or false' }) reveal_secrets = true;
  @IsPaths() log_directories: string[] = ['/var/log'];
  @IsSeconds(1) beat_interval = 15;
  @IsSize() outbox_bytes: string | number = '256MiB';
  @IsOptional() @IsRoots() file_roots?: Record<string, string[]>;
  @IsOptional() @IsRoots() pillar_roots?: Record<string, string[]>;
  @IsOptional() @Is('pillarenv', 'has to be the name of an environment', isText) pillarenv?: string;
  @IsBoolean({ message: 'has to be true or false' }) pillarenv_from_saltenv = false;
  @IsBoolean({ message: 'has to be true or false' }) pillar_raise_on_missing = false;
  @IsLogLevel() log_level = 'info';
  @IsMapping() opts: Plain = {};
}

export async function loadMinionConfig(root: string): Promise<Outcome<MinionConfig>> {
  const paths = directories(root);
  const written = await readWritten(paths.minion.config, paths.minion.dropIns);
  const { value, diagnostics } = check(written, MinionSettings, Object.keys(minionSettings));
  const id = await minionId(value, paths);
  const all = [...diagnostics, ...contradictions(written, value), ...(typeof id === 'string' ? [] : [id])];
  if (hasErrors(all) || typeof id !== 'string') return { ok: false, diagnostics: all };
  return { ok: true, value: config(value, id, paths, written), warnings: all };
}

/** `id` of the configuration, else `minion_id`, else what the machine is called. */
async function minionId(settings: MinionSettings, paths: Directories): Promise<string | Diagnostic> {
  if (settings.id !== undefined) return String(settings.id);
  const file = paths.minion.id;
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      return {
        severity: 'error',
        code: 'config.unreadable',
        summary: `${file} cannot be read: ${(error as Error).message}`,
      };
    const name = hostname();
    return isMinionId(name)
      ? name
      : {
          severity: 'error',
          code: 'config.no-id',
          summary: `the name of this host, ${JSON.stringify(name)}, cannot be a minion id`,
          detail: `write an id into ${file}`,
        };
  }
  return isMinionId(text)
    ? text
    : {
        severity: 'error',
        code: 'config.wrong-value',
        summary: `the minion id ${idRule}`,
        at: { file, line: 1, column: 1 },
      };
}

function contradictions(
  written: Written,
  { master, servers, join_token: token, join_token_file: file }: MinionSettings,
): Diagnostic[] {
  const both = (key: string, other: string): Diagnostic =>
    located(written, key, {
      severity: 'error',
      code: 'config.contradiction',
      summary: `\`${key}\` and \`${other}\` say the same thing twice`,
      detail: 'keep one of them',
    });
  return [
    ...(master !== undefined && servers.length > 0 ? [both('master', 'servers')] : []),
    ...(token !== undefined && file !== undefined ? [both('join_token', 'join_token_file')] : []),
  ];
}

function functionRules(settings: MinionSettings, written: Written): FunctionRules {
  const rule = (key: 'disabled_functions' | 'allowed_functions', globs: readonly string[]): FunctionGlobs => {
    const at = written.place(key);
    return { globs, ...(at && { at: `${at.file}:${at.line}` }) };
  };
  return {
    disabled: rule('disabled_functions', settings.disabled_functions),
    ...(settings.allowed_functions && { allowed: rule('allowed_functions', settings.allowed_functions) }),
  };
}

function config(settings: MinionSettings, id: string, paths: Directories, written: Written): MinionConfig {
  const servers = settings.master === undefined ? settings.servers : [settings.master];
  return {
    id,
    servers: servers.map((server) => serverUrl(server) as string),
    ...(settings.join_token === undefined ? {} : { joinToken: settings.join_token }),
    ...(settings.join_token_file === undefined ? {} : { joinTokenFile: resolve(paths.root, settings.join_token_file) }),
    grains: settings.grains,
    grainsFile: settings.grains_file === undefined ? paths.minion.grains : resolve(paths.root, settings.grains_file),
    grainsRefresh: settings.grains_refresh * 1000,
    test: settings.test,
    functionRules: functionRules(settings, written),
    revealSecrets: settings.reveal_secrets,
    logDirectories: settings.log_directories,
    beatInterval: settings.beat_interval * 1000,
    outboxBytes: bytes(settings.outbox_bytes) as number,
    ...(settings.pillarenv === undefined ? {} : { pillarenv: settings.pillarenv }),
    pillarenvFromSaltenv: settings.pillarenv_from_saltenv,
    pillarRaiseOnMissing: settings.pillar_raise_on_missing,
    fileRoots: roots(settings.file_roots, paths.states, paths.root),
    pillarRoots: roots(settings.pillar_roots, paths.pillar, paths.root),
    pillar: pillarSettings(settings, paths.root),
    logLevel: logLevel(settings.log_level) ?? 'info',
    opts: settings.opts,
  };
}
