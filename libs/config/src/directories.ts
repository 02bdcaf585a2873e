import { join, resolve } from 'node:path';

/** Where everything lies under a root (`--root DIR`, default `/`); docs/architecture.md, "Directories". All paths are absolute. */
export interface Directories {
  readonly root: string;
  readonly master: {
    readonly config: string;
    readonly dropIns: string;
    readonly home: string;
    readonly keys: string;
    readonly nats: string;
    readonly store: string;
    /** The store's database file. */
    readonly database: string;
    readonly backups: string;
    /** What minions brought: a folder for each. */
    readonly artifacts: string;
    /** A log for each job. */
    readonly jobLogs: string;
  };
  readonly minion: {
    readonly config: string;
    readonly dropIns: string;
    /** A file that holds the minion's id, and nothing else. */
    readonly id: string;
    readonly home: string;
    readonly identity: string;
    readonly outbox: string;
    /** Grains of its own, where the configuration names no other file. */
    readonly grains: string;
    /** What is scheduled. */
    readonly schedule: string;
    /** The replay ledger's folder; its file is `seen`. */
    readonly ledger: string;
    readonly blobs: string;
    readonly manifests: string;
    /** For caches that may be deleted at any time. */
    readonly cache: string;
  };
  readonly operator: {
    readonly profile: string;
    /** `NAME.creds` files. */
    readonly credentials: string;
  };
  /** Default roots of the trees. */
  readonly states: string;
  readonly pillar: string;
  /** Pids and ports. */
  readonly run: string;
  readonly log: string;
}

export function directories(root = '/'): Directories {
  const absolute = resolve(root);
  const under = (path: string): string => join(absolute, path);
  return {
    root: absolute,
    master: {
      config: under('etc/fleet/master.yaml'),
      dropIns: under('etc/fleet/master.d'),
      home: under('var/lib/fleet/master'),
      keys: under('var/lib/fleet/master/keys'),
      nats: under('var/lib/fleet/master/nats'),
      store: under('var/lib/fleet/master/store'),
      database: under('var/lib/fleet/master/store/fleet.db'),
      backups: under('var/lib/fleet/master/backups'),
      artifacts: under('var/lib/fleet/master/artifacts'),
      jobLogs: under('var/log/fleet/jobs'),
    },
    minion: {
      config: under('etc/fleet/minion.yaml'),
      dropIns: under('etc/fleet/minion.d'),
      id: under('etc/fleet/minion_id'),
      home: under('var/lib/fleet/minion'),
      identity: under('var/lib/fleet/minion/identity'),
      outbox: under('var/lib/fleet/minion/outbox'),
      grains: under('etc/fleet/grains'),
      schedule: under('var/lib/fleet/minion/schedule.json'),
      ledger: under('var/lib/fleet/minion/ledger'),
      blobs: under('var/cache/fleet/minion/blobs'),
      manifests: under('var/cache/fleet/minion/manifests'),
      cache: under('var/cache/fleet/minion'),
    },
    operator: {
      profile: under('etc/fleet/fleetctl.json'),
      credentials: under('etc/fleet/operators'),
    },
    states: under('srv/fleet/states'),
    pillar: under('srv/fleet/pillar'),
    run: under('run/fleet'),
    log: under('var/log/fleet'),
  };
}
