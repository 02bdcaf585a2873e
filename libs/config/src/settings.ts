/** One key of a configuration file: the tables below are what the loaders check and what the reference lists. */
export interface Setting {
  readonly about: string;
  /** As it would be written in YAML; absent: there is none. */
  readonly default?: string;
}

/** How pillars are made: for the master, and for minions that run without one. */
const pillarKeys = {
  pillar_source_merging_strategy: {
    about:
      'how one pillar file goes over another: smart, recurse (mappings key by key), overwrite, aggregate (top-level keys whole), list (both values), none (recurse, one environment only)',
    default: 'smart',
  },
  pillar_merge_lists: { about: 'lists of several pillar files are joined instead of replaced', default: 'false' },
  pillar_includes_override_sls: {
    about: 'what a pillar file includes wins over what it says itself',
    default: 'false',
  },
  pillar_scope: {
    about:
      'list of {registry, assigned}: of the mapping at path registry, a minion gets only what its list at path assigned names; besides what formulas declare',
    default: '[]',
  },
  pillar_secrets: {
    about:
      'globs over names of keys whose values are secret, instead of the usual ones (`*password`, `*private_key`, …)',
  },
  secret_names: {
    about:
      'globs over further names whose values are secret wherever they stand: keys of the pillar, arguments, returns, `NAME=value` in files, outputs and logs',
    default: '[]',
  },
  pillar_recipients: { about: 'further age recipients that `fleet-master pillar encrypt` encrypts for', default: '[]' },
  pillar_identities: {
    about: 'files of further age identities that open encrypted pillar values, such as the key before the last change',
    default: '[]',
  },
} as const satisfies Record<string, Setting>;

export const masterSettings = {
  file_roots: {
    about: 'environment → folders that are searched for states and files, in order',
    default: '{base: [/srv/fleet/states]}',
  },
  pillar_roots: { about: 'environment → folders of pillar files', default: '{base: [/srv/fleet/pillar]}' },
  ...pillarKeys,
  interface: { about: 'address on which the bus listens', default: '127.0.0.1' },
  port: { about: 'port of the bus; 0: any free one', default: '4222' },
  nats: {
    about:
      'mode (child, external), servers (of an external bus), binary (path of nats-server), max_storage (bytes that returns may use on disk)',
    default: '{mode: child, max_storage: 10GiB}',
  },
  tls: {
    about:
      'off: the bus is not encrypted; both: clients that joined before it was may stay in clear; {cert, key, ca}: PEM files of a certificate of your own, and of the authorities that vouch for it (without ca: those that machines know anyway)',
    default: 'a certificate of an authority of the fleet, where fleet-master init or fleet-master tls init made one',
  },
  servers: { about: 'addresses of the bus as minions and operators reach it', default: '[]: the own address' },
  autosign: {
    about:
      'whose keys are accepted without a person: globs of minion ids, or {ids, token} for those that come with a join token of that name',
    default: '[]',
  },
  credential_lifetime: {
    about:
      'seconds that the credentials of a minion are good for; it renews them half-way, and one that is away for longer enrols again',
    default: '2592000',
  },
  nodegroups: { about: 'name → target expression, or a list of its words', default: '{}' },
  job_timeout: { about: 'seconds after which a job ends even if minions still run', default: '3600' },
  acknowledge_timeout: {
    about: 'seconds that a minion has to acknowledge a command before it counts as silent',
    default: '5',
  },
  keep_jobs: { about: 'days that finished jobs are kept', default: '30' },
  keep_bytes: {
    about: 'bytes that the job store may take: the oldest finished jobs go first; 0: no limit',
    default: '0',
  },
  job_logs: {
    about:
      'where the log of each job lies: directory, keep (days; a log goes with its job at the latest); false: none are written',
    default: '{directory: /var/log/fleet/jobs}',
  },
  backup: {
    about:
      'directory, schedule (`03:30` each day, or five words of cron, local time; without one none is made by itself), recipients (age1… that the keys are encrypted for), keep ({daily: 7, weekly: 4, monthly: 6}), trees (copies of file_roots and pillar_roots too)',
    default: '{directory: /var/lib/fleet/master/backups, keep: {daily: 7, weekly: 4, monthly: 6}, trees: false}',
  },
  artifact_bytes: { about: 'bytes that the artifacts of one minion may take on the master', default: '1GiB' },
  artifact_count: { about: 'artifacts that one minion may have on the master; 0: none', default: '1000' },
  events: {
    about:
      'how much of what happens is kept: rows, bytes and age (keep); whichever is reached first makes the oldest go',
    default: '{rows: 1000000, bytes: 256MiB, keep: 7d}',
  },
  sinks: {
    about:
      'name → webhook (url, secret_file, headers, ca, timeout) or command (run, user, directory, environment, timeout), with tags, minions (globs) and batch: where events are sent (docs/events.md)',
    default: '{}',
  },
  roles: {
    about:
      'role → functions (rules of minions, allow, args, kwargs, optional), may (rights), read_only, minions; admin and viewer are built in (docs/operators.md)',
    default: '{}',
  },
  approvals: {
    about: 'list of calls that somebody else has to approve: functions, minions, by (roles), count, expires',
    default: '[]',
  },
  operator_lifetime: {
    about: 'how long credentials of operators are good; fleetctl renews them by itself when half of it is over',
    default: '30d',
  },
  schedule: {
    about:
      'name → what the master does by itself (docs/drift.md): target, function, args, kwargs, every (30m) or cron (local time), splay, missed (skip, run), role (viewer), enabled, kind (drift: a dry run whose outcome fleetctl drift shows), timeout, confirmed, yes_destroy',
    default: '{}',
  },
  log_level: { about: 'trace, debug, info, warn, error or silent', default: 'info' },
  opts: { about: 'free settings, readable in pillar templates as `opts`', default: '{}' },
} as const satisfies Record<string, Setting>;

export const minionSettings = {
  id: { about: 'how the minion is called', default: 'the text of /etc/fleet/minion_id, else the name of the host' },
  master: { about: 'address of the bus; the same as `servers` with one entry' },
  servers: { about: 'addresses of the bus', default: 'those of the join token' },
  join_token: { about: 'what lets this machine ask for admission; secret' },
  join_token_file: { about: 'a file that holds it' },
  grains: { about: 'facts that are added to those that were found; they win over those of grains_file', default: '{}' },
  grains_file: {
    about: 'the file that grains.set, grains.append and the states of grains write',
    default: '/etc/fleet/grains',
  },
  grains_refresh: {
    about: 'seconds between looks for changed grains; 0: only when asked, and after runs that changed something',
    default: '3600',
  },
  test: { about: 'every state run only says what it would change', default: 'false' },
  reveal_secrets: {
    about: 'operators with the right to may see secrets of this minion (fleetctl --show-secrets)',
    default: 'true',
  },
  disabled_functions: {
    about:
      'globs of functions and states that this minion refuses, whoever asks: a command, a template, a state, its schedule, `fleet-minion call`; `cmd.run` stands for every command line in states (`onlyif`, `unless`, `check_cmd`, …)',
    default: '[]',
  },
  allowed_functions: {
    about: 'globs of the only functions and states that this minion runs; what is disabled stays disabled',
    default: 'all',
  },
  log_directories: {
    about:
      'directories whose files `logs.*` may read (fleetctl logs); what units write to by themselves may be read besides',
    default: '[/var/log]',
  },
  beat_interval: { about: 'seconds between heartbeats; the master misses a minion after three', default: '15' },
  outbox_bytes: { about: 'bytes that unconfirmed returns may use on disk', default: '256MiB' },
  file_roots: { about: 'for masterless runs: environment → folders of states', default: '{base: [/srv/fleet/states]}' },
  pillar_roots: {
    about: 'for masterless runs: environment → folders of pillar files',
    default: '{base: [/srv/fleet/pillar]}',
  },
  ...pillarKeys,
  pillarenv: { about: 'environment of the pillar where a command does not name one', default: 'all, merged' },
  pillarenv_from_saltenv: { about: 'without pillarenv, the environment of the states counts', default: 'false' },
  pillar_raise_on_missing: {
    about: 'pillar.get without a default refuses a path at which there is nothing',
    default: 'false',
  },
  log_level: { about: 'trace, debug, info, warn, error or silent', default: 'info' },
  opts: { about: 'free settings, readable in templates as `opts`', default: '{}' },
} as const satisfies Record<string, Setting>;

export const backupSettings = ['directory', 'schedule', 'recipients', 'keep', 'trees'] as const;

export const eventSettings = ['rows', 'bytes', 'keep'] as const;

export const jobLogSettings = ['directory', 'keep'] as const;

export const natsSettings = ['mode', 'servers', 'binary', 'max_storage'] as const;
