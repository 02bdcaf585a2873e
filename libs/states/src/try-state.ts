import { createHash } from 'node:crypto';
import { parseArguments } from '@fleet/arguments';
import { FileMissing, type FileTree, type TreeEntry } from '@fleet/fileserver';
import { readOnly, type Host } from '@fleet/platform';
import { RenderRefused, renderTemplate } from '@fleet/rendering';
import { fromPlain, toPlain, type Value, type ValueMap } from '@fleet/values';
import { applyPlan } from './apply-plan.js';
import type { StateContext, StateResult } from './definition.js';
import { stateTable } from './table.js';

/** One chunk of a spec: the state, its arguments as an author would write them, and what surrounds it. */
export interface Trial {
  readonly state: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly host: Host;
  /** Of the minion; default: web1. */
  readonly id?: string;
  readonly test?: boolean;
  /** Something that it watches has changed: `mod_watch` is asked. */
  readonly watch?: boolean;
  readonly pillar?: Readonly<Record<string, unknown>>;
  readonly grains?: Readonly<Record<string, unknown>>;
  readonly opts?: Readonly<Record<string, unknown>>;
  /** Files of the state tree: path → text. */
  readonly tree?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly required?: StateContext['required'];
  readonly call?: StateContext['call'];
  readonly neededBy?: readonly { readonly state: string; readonly name: string }[];
  readonly accumulated?: StateContext['accumulated'];
}

export interface TriedState extends Omit<StateResult, 'changes'> {
  /** As plain data. */
  readonly changes: Record<string, unknown>;
  /** The keys of `changes`: `toMatchObject({changes: {}})` takes any changes for none, `changed: []` does not. */
  readonly changed: readonly string[];
}

/** Runs one state as the runner does, for specs: arguments are checked, and the plan gets a host that can only look. */
export async function tryState(trial: Trial): Promise<TriedState> {
  const definition = stateTable.get(trial.state);
  if (!definition) throw new Error(`there is no state ${trial.state}`);
  const parsed = parseArguments(definition.args, { positional: [], named: fromPlain(trial.args) as ValueMap });
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join('; '));
  const context = surroundings(trial);
  const planning = trial.watch ? definition.onWatch : definition.plan;
  if (!planning) throw new Error(`${trial.state} has no mod_watch`);
  const plan = await planning.call(definition, readOnly(trial.host), parsed.want, context);
  const result = await applyPlan(plan, trial.host, { test: trial.test ?? false });
  const changes = toPlain(result.changes) as Record<string, unknown>;
  return { ...result, changes, changed: Object.keys(changes) };
}

/**
 * The contract of every state that changes something: test mode says so and touches nothing, then it is done, then there is
 * nothing left to do. Answers what doing it answered.
 */
export async function tryTwice(
  trial: Trial & { readonly host: Host & { readonly touches?: readonly string[] } },
): Promise<TriedState> {
  const before = trial.host.touches?.length;
  const foreseen = await tryState({ ...trial, test: true });
  if (foreseen.result !== null || Object.keys(foreseen.changes).length === 0)
    throw new Error(`test mode foresees nothing: ${JSON.stringify(foreseen)}`);
  if (trial.host.touches?.length !== before)
    throw new Error(`test mode touched the machine: ${trial.host.touches?.join(', ') ?? ''}`);
  const done = await tryState(trial);
  if (done.result !== true) throw new Error(`it failed: ${JSON.stringify(done)}`);
  const after = trial.host.touches?.length;
  const again = await tryState(trial);
  if (again.result !== true || Object.keys(again.changes).length > 0 || again.comment === '')
    throw new Error(`it is not settled: ${JSON.stringify(again)}`);
  if (trial.host.touches?.length !== after)
    throw new Error(`it touched a machine that is as wanted: ${trial.host.touches?.slice(after).join(', ') ?? ''}`);
  return done;
}

function surroundings(trial: Trial): StateContext {
  const pillar = fromPlain(trial.pillar ?? {}) as ValueMap;
  const grains = fromPlain(trial.grains ?? {}) as ValueMap;
  const opts = fromPlain(trial.opts ?? { cachedir: '/var/cache/fleet/minion' }) as ValueMap;
  const tree = memoryTree(trial.tree ?? {});
  return {
    test: trial.test ?? false,
    id: trial.id ?? 'web1',
    sls: 'spec',
    environment: 'base',
    tree,
    grains,
    pillar,
    opts,
    async render(source, own) {
      const rendered = await renderTemplate({
        source,
        context: () =>
          new Map<string, Value>([
            ['pillar', pillar],
            ['grains', grains],
            ['opts', opts],
            ...([...own] as [string, Value][]),
          ]),
        environment: { load: (name) => trial.tree?.[name] },
      });
      if (!rendered.ok) throw new RenderRefused(rendered.diagnostics);
      return rendered.value.text;
    },
    call: trial.call ?? (() => Promise.reject(new Error('this spec calls no function'))),
    secret: (text) => (trial.secrets ?? []).some((secret) => text.includes(secret)),
    signal: new AbortController().signal,
    progress: () => undefined,
    required: trial.required ?? [],
    ...(trial.accumulated && { accumulated: trial.accumulated }),
    ...(trial.neededBy && { neededBy: () => trial.neededBy ?? [] }),
  };
}

function memoryTree(files: Readonly<Record<string, string>>): FileTree {
  const entryOf = (path: string): TreeEntry | undefined => {
    const text = files[path];
    return text === undefined
      ? undefined
      : {
          path,
          sha256: createHash('sha256').update(text).digest('hex'),
          size: Buffer.byteLength(text),
          mode: path.endsWith('.sh') ? 0o755 : 0o644,
        };
  };
  return {
    revision: 'spec',
    environments: ['base'],
    list: async (environment) =>
      environment === 'base'
        ? Object.keys(files)
            .sort()
            .flatMap((path) => entryOf(path) ?? [])
        : [],
    entry: async (environment, path) => (environment === 'base' ? entryOf(path) : undefined),
    read: async (environment, path) => {
      if (files[path] === undefined || environment !== 'base') throw new FileMissing(environment, path);
      return Buffer.from(files[path]);
    },
    peek: (_environment, path) => (files[path] === undefined ? null : Buffer.from(files[path])),
  };
}
