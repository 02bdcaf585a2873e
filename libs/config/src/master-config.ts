import { hasErrors, type Diagnostic, type Outcome } from '@fleet/diagnostics';
import { IsOptional } from 'class-validator';
import { resolve } from 'node:path';
import { IsAutosign, autosignRules, openRules } from './autosign.js';
import { Is, check, located } from './check.js';
import { backupConfig, backupProblems } from './backup-config.js';
import { jobLogConfig, jobLogProblems } from './job-log-config.js';
import type { MasterConfig } from './definition.js';
import { directories, type Directories } from './directories.js';
import { duration } from './duration.js';
import { readEventSettings } from './event-config.js';
import { readSinks } from './sink-config.js';
import { PillarKeys, pillarSettings } from './pillar-config.js';
import { readPolicy, type Policy } from './policy-config.js';
import { roots } from './roots.js';
import { readSchedule } from './schedule-config.js';
import {
  IsDuration,
  IsLogLevel,
  IsMapping,
  IsRoots,
  IsSeconds,
  IsServers,
  IsSize,
  IsWhole,
  bytes,
  logLevel,
  serverUrl,
} from './rules.js';
import { backupSettings, jobLogSettings, masterSettings, natsSettings } from './settings.js';
import { IsTls, masterTls } from './tls.js';
import { isPlain, readWritten, type Plain, type Written } from './written.js';

class MasterSettings extends PillarKeys {
  @IsOptional() @IsRoots() file_roots?: Record<string, string[]>;
  @IsOptional() @IsRoots() pillar_roots?: Record<string, string[]>;
  @Is(
    'address',
    'has to be an IP address or the name of a host',
    (value) => typeof value === 'string' && /^[A-Za-z0-9.:_-]+$/.test(value),
  )
  interface = '127.0.0.1';
  @IsWhole(0, 65535) port = 4222;
  @IsMapping() nats: Plain = {};
  @IsTls() tls: unknown = 'fleet';
  @IsServers() servers: string[] = [];
  @IsAutosign() autosign: unknown[] = [];
  @IsSeconds(60) credential_lifetime = 30 * 24 * 3600;
  @Is(
    'nodegroups',
    'has to be a mapping of names to target expressions, or to lists of their words',
    (value) => isPlain(value) && Object.values(value).every((target) => typeof target === 'string' || isWords(target)),
  )
  nodegroups: Record<string, string | string[]> = {};
  @IsSeconds(1) job_timeout = 3600;
  @IsSeconds(0.1) acknowledge_timeout = 5;
  @IsWhole(1, 36500) keep_jobs = 30;
  @Is(
    'room',
    'has to be a number of bytes, or a text such as 512MiB or 10GiB; 0: no limit',
    (value) => value === 0 || bytes(value) !== undefined,
  )
  keep_bytes: string | number = 0;
  @Is('logs', 'has to be a mapping, or false', (value) => typeof value === 'boolean' || isPlain(value))
  job_logs: Plain | boolean = true;
  @IsMapping() backup: Plain = {};
  @IsSize() artifact_bytes: string | number = '1GiB';
  @IsWhole(0, 1_000_000) artifact_count = 1000;
  @IsMapping() events: Plain = {};
  @IsMapping() sinks: Plain = {};
  @IsMapping() roles: Plain = {};
  @Is('list', 'has to be a list, such as `[{functions: [system.reboot], by: [admin]}]`', Array.isArray)
  approvals: unknown[] = [];
  @IsMapping() schedule: Plain = {};
  @IsDuration() operator_lifetime: string | number = '30d';
  @IsLogLevel() log_level = 'info';
  @IsMapping() opts: Plain = {};
}

export async function loadMasterConfig(root: string): Promise<Outcome<MasterConfig>> {
  const paths = directories(root);
  const written = await readWritten(paths.master.config, paths.master.dropIns);
  const { value, diagnostics } = check(written, MasterSettings, Object.keys(masterSettings), {
    nats: natsSettings,
    backup: backupSettings,
    job_logs: jobLogSettings,
  });
  const policy = readPolicy(written);
  const { schedule, diagnostics: ofSchedule } = await readSchedule(written, policy.roles);
  const events = readEventSettings(written);
  const sinks = readSinks(written, root);
  const all = [
    ...diagnostics,
    ...policy.diagnostics,
    ...ofSchedule,
    ...events.diagnostics,
    ...sinks.diagnostics,
    ...natsProblems(written),
    ...backupProblems(written),
    ...jobLogProblems(written),
    ...movedKeys(written),
    ...openRules(written),
  ];
  if (hasErrors(all)) return { ok: false, diagnostics: all };
  const told = { events: events.value, sinks: sinks.value };
  return { ok: true, value: { ...config(value, policy, told, paths), schedule }, warnings: all };
}

function config(
  settings: MasterSettings,
  { roles, approvals }: Policy,
  told: Pick<MasterConfig, 'events' | 'sinks'>,
  paths: Directories,
): Omit<MasterConfig, 'schedule'> {
  const { nats } = settings;
  return {
    fileRoots: roots(settings.file_roots, paths.states, paths.root),
    pillarRoots: roots(settings.pillar_roots, paths.pillar, paths.root),
    interface: settings.interface,
    port: settings.port,
    nats: {
      mode: nats.mode === 'external' ? 'external' : 'child',
      servers: ((nats.servers ?? []) as string[]).map((server) => serverUrl(server) as string),
      ...(typeof nats.binary === 'string' ? { binary: resolve(paths.root, nats.binary) } : {}),
      maxStorage: bytes(nats.max_storage ?? '10GiB') as number,
    },
    tls: masterTls(settings.tls, paths.root),
    servers: settings.servers.map((server) => serverUrl(server) as string),
    autosign: autosignRules(settings.autosign),
    credentialLifetime: settings.credential_lifetime * 1000,
    nodegroups: new Map(
      Object.entries(settings.nodegroups).map(([name, target]) => [
        name,
        typeof target === 'string' ? target : target.join(' '),
      ]),
    ),
    jobTimeout: settings.job_timeout * 1000,
    acknowledgeTimeout: settings.acknowledge_timeout * 1000,
    keepJobs: settings.keep_jobs,
    ...(settings.keep_bytes !== 0 && { keepBytes: bytes(settings.keep_bytes) as number }),
    ...jobLogConfig(settings.job_logs, paths),
    backup: backupConfig(settings.backup, paths),
    artifacts: { bytes: bytes(settings.artifact_bytes) as number, count: settings.artifact_count },
    ...told,
    pillar: pillarSettings(settings, paths.root),
    roles,
    approvals,
    operatorLifetime: duration(settings.operator_lifetime) as number,
    logLevel: logLevel(settings.log_level) ?? 'info',
    opts: settings.opts,
  };
}

function isWords(target: unknown): target is string[] {
  return Array.isArray(target) && target.every((word) => typeof word === 'string');
}

function natsProblems(written: Written): Diagnostic[] {
  const { nats } = written.data;
  if (!isPlain(nats)) return [];
  const problems: Diagnostic[] = [];
  const wrong = (key: string, sentence: string): void => {
    problems.push(
      located(written, `nats.${key}`, {
        severity: 'error',
        code: 'config.wrong-value',
        summary: `\`nats.${key}\` ${sentence}`,
      }),
    );
  };
  const { mode = 'child', servers = [], binary, max_storage: maxStorage } = nats;
  if (mode !== 'child' && mode !== 'external') wrong('mode', 'has to be child or external');
  if (!Array.isArray(servers) || !servers.every((server) => serverUrl(server) !== undefined))
    wrong('servers', 'has to be a list of bus addresses, such as nats://bus.example:4222');
  else if (mode === 'external' && servers.length === 0) wrong('servers', 'has to name the servers of the external bus');
  else if (mode === 'child' && servers.length > 0)
    wrong('servers', 'is for an external bus: set `nats.mode: external`');
  if (binary !== undefined && (typeof binary !== 'string' || binary === ''))
    wrong('binary', 'has to be the path of nats-server');
  if (maxStorage !== undefined && bytes(maxStorage) === undefined)
    wrong('max_storage', 'has to be a number of bytes, or a text such as 512MiB or 10GiB');
  return problems;
}

/** They stood under `opts` once, where nothing reads them any more: what they hold back would be delivered. */
function movedKeys(written: Written): Diagnostic[] {
  const { opts } = written.data;
  if (!isPlain(opts)) return [];
  return Object.keys(opts)
    .filter((key) => key.startsWith('pillar_') && Object.hasOwn(masterSettings, key))
    .map((key) =>
      located(written, `opts.${key}`, {
        severity: 'error',
        code: 'config.moved-key',
        summary: `\`opts.${key}\` is a setting of its own`,
        detail: `write \`${key}\` at the top of the file, not under \`opts\``,
      }),
    );
}
