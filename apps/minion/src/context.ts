import {
  FunctionRefused,
  type Daemon,
  type DaemonHands,
  type FunctionContext,
  type MinionPaths,
} from '@fleet/execution';
import type { FileTree } from '@fleet/fileserver';
import type { Host } from '@fleet/platform';
import { isMap, type ValueMap } from '@fleet/values';
import type { Functions } from './functions.js';
import type { PillarExplainer, PillarSource, PillarWish } from './pillar-source.js';
import { callByName } from './run-function.js';

/** What a job knows of the minion that runs it: the daemon and a masterless run fill it in differently. */
export interface Surroundings {
  readonly id: string;
  readonly version: string;
  readonly host: Host;
  readonly opts: ValueMap;
  readonly functions: Functions;
  readonly grains: () => Promise<ValueMap>;
  readonly refreshGrains: () => Promise<void>;
  readonly paths: MinionPaths;
  /** The rest is absent in a masterless run. */
  readonly refreshSchedule?: () => Promise<void>;
  readonly daemon?: Daemon;
  readonly hands?: () => DaemonHands;
  readonly plans?: FunctionContext['plans'];
  readonly applied?: FunctionContext['applied'];
  readonly pillar: PillarSource;
  readonly explainPillar: PillarExplainer;
  readonly tree: (revision?: string) => Promise<FileTree>;
}

export interface Job {
  readonly jid: string;
  readonly function: string;
  readonly kwargs: ValueMap;
  readonly revision?: string;
  readonly confirmed: boolean;
  readonly mayDestroy: boolean;
  readonly signal: AbortSignal;
  readonly progress: FunctionContext['progress'];
  /** Absent in a masterless run. */
  readonly output?: NonNullable<FunctionContext['output']>;
  readonly partial?: NonNullable<FunctionContext['partial']>;
  readonly redaction?: NonNullable<FunctionContext['redaction']>;
  readonly phase?: NonNullable<FunctionContext['phase']>;
}

/** Pillar and tree are fetched once for each job, when first asked for: every step of it sees the same. */
export function functionContext(job: Job, around: Surroundings): FunctionContext {
  let pillar: Promise<ValueMap> | undefined;
  let tree: Promise<FileTree> | undefined;
  const context: FunctionContext = {
    id: around.id,
    version: around.version,
    jid: job.jid,
    opts: around.opts,
    grains: around.grains,
    pillar: async () => (pillar ??= around.pillar(pillarWish(job, around.opts))),
    pillarOf: (wish) => around.pillar({ ...configuredWish(around.opts), ...wish }),
    explainPillar: (path, wish) => around.explainPillar(path, { ...configuredWish(around.opts), ...wish }),
    refresh: async (what) => {
      if (what === 'grains') return around.refreshGrains();
      if (what === 'schedule') return around.refreshSchedule?.();
      pillar = undefined;
    },
    tree: () => (tree ??= around.tree(job.revision)),
    confirmed: job.confirmed,
    mayDestroy: job.mayDestroy,
    ...(around.plans && { plans: around.plans }),
    ...(around.applied && { applied: around.applied }),
    call: async (name, args = [], kwargs = new Map()) =>
      (await callByName({ name, args, kwargs }, around.functions, around.host, nested)).value,
    refuses: around.functions.refuses,
    functions: () => around.functions.loaded,
    stateDocs: () => around.functions.stateDocs,
    paths: around.paths,
    ...(around.daemon && { daemon: around.daemon }),
    ...(around.hands && { hands: around.hands }),
    progress: job.progress,
    ...(job.output && { output: job.output }),
    ...(job.partial && { partial: job.partial }),
    ...(job.redaction && { redaction: job.redaction }),
    ...(job.phase && { phase: job.phase }),
    signal: job.signal,
  };
  const nested: FunctionContext = { ...context, nested: true };
  return context;
}

/** `pillar=` and `pillarenv=` of a state run reach the compiler of the pillar; functions of the pillar ask for their own. */
function pillarWish({ function: name, kwargs }: Job, opts: ValueMap): PillarWish {
  if (!name.startsWith('state.')) return configuredWish(opts);
  const [override, environment, saltenv] = [kwargs.get('pillar'), kwargs.get('pillarenv'), kwargs.get('saltenv')];
  if (override !== undefined && override !== null && !isMap(override)) {
    throw new FunctionRefused(
      'bad-arguments',
      `${name}: pillar must be a mapping, for example pillar='{"cortensord": {"CHAINID": 7}}'`,
    );
  }
  const asked = environment ?? (opts.get('pillarenv_from_saltenv') === true ? saltenv : undefined);
  return {
    ...configuredWish(opts),
    ...(isMap(override) && { override }),
    ...(typeof asked === 'string' && { environment: asked }),
  };
}

/** What this minion gets where nobody asks for anything else. */
function configuredWish(opts: ValueMap): PillarWish {
  const environment = opts.get('pillarenv');
  return typeof environment === 'string' ? { environment } : {};
}
