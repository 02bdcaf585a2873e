import type { MinionConfig } from '@fleet/config';
import type { MinionPaths } from '@fleet/execution';
import { localTree, type FileTree, type Roots } from '@fleet/fileserver';
import { collectGrains } from '@fleet/grains';
import { linuxHost } from '@fleet/platform';
import {
  compilePillar,
  Decrypter,
  environmentRoots,
  explainPillar,
  readFormulas,
  readIdentities,
  settingsOf,
  type PillarCompileRequest,
} from '@fleet/pillar';
import { Redactor } from '@fleet/telemetry';
import type { Value, ValueMap } from '@fleet/values';
import { configuredGrains } from './configured-grains.js';
import { functionContext } from './context.js';
import { refusesBy, withoutCommandLines } from './function-rules.js';
import { Functions } from './functions.js';
import { GrainsSource } from './grains-source.js';
import { minionOpts } from './minion-opts.js';
import type { Outcome } from './outcome.js';
import { PillarRefused } from './pillar-refused.js';
import type { PillarExplainer, PillarSource, PillarWish } from './pillar-source.js';
import { runFunction } from './run-function.js';
import type { RunLock } from './run-lock.js';

export interface LocalCall {
  readonly function: string;
  readonly args: readonly Value[];
  readonly kwargs: ValueMap;
  readonly id: string;
  readonly version: string;
  readonly jid: string;
  readonly confirmed: boolean;
  readonly mayDestroy: boolean;
  readonly config: MinionConfig;
  readonly states: Roots;
  readonly pillar: Roots;
  /** Grains that win over the machine's own. */
  readonly grains: ValueMap;
  readonly lock: RunLock;
  readonly paths: MinionPaths;
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
  /** For a person at this machine: what stands in no answer. */
  readonly tell: (sentence: string) => void;
}

/** Runs a function without a master: this process compiles its own pillar and reads the trees where they lie. */
export async function callLocally(call: LocalCall): Promise<Outcome> {
  const refuses = refusesBy(call.config.functionRules);
  const host = withoutCommandLines(linuxHost(), refuses);
  const redactor = new Redactor({ names: call.config.pillar.secretNames });
  const opts = minionOpts(call.config, call.id, call.paths.cache);
  const { grains, refresh } = new GrainsSource(async () =>
    collectGrains(host, {
      id: call.id,
      version: call.version,
      configured: await configuredGrains(host, call.paths.grains, call.grains, (sentence) => call.tell(sentence)),
    }),
  );
  const pillarRequest = pillarRequests(call, opts, grains);
  const functions = new Functions(call.lock, refuses);
  const context = functionContext(call, {
    id: call.id,
    version: call.version,
    host,
    opts,
    functions,
    grains,
    refreshGrains: refresh,
    paths: call.paths,
    pillar: localPillar(pillarRequest, redactor),
    explainPillar: localExplanation(pillarRequest),
    tree: once(() => localTree(call.states)),
  });
  const outcome = await runFunction(
    { name: call.function, args: call.args, kwargs: call.kwargs },
    functions,
    host,
    context,
  );
  // Whoever runs this can read the pillar's files; asked for the pillar, or what a tree compiles to, it answers. What a run did stays masked.
  if ('fault' in outcome || /^(pillar\.|state\.show_)/.test(call.function)) return outcome;
  return { ...outcome, value: redactor.redactValue(outcome.value) };
}

/** What the compiler of the pillar is asked, from the trees as they are now. */
function pillarRequests(call: LocalCall, opts: ValueMap, grains: () => Promise<ValueMap>) {
  const roots = new Map(Object.entries(call.pillar));
  const decrypter = new Decrypter(() => readIdentities(call.config.pillar.identities));
  return async (wish: PillarWish): Promise<PillarCompileRequest> => {
    const formulas = await readFormulas(await localTree(call.states));
    if (!formulas.ok) throw new PillarRefused('the pillar cannot be scoped', formulas.diagnostics);
    return {
      ...settingsOf(call.config.pillar),
      tree: await localTree(environmentRoots(roots, wish.environment)),
      id: call.id,
      grains: await grains(),
      opts,
      formulas: formulas.value,
      decrypter,
      ...wish,
    };
  };
}

function localPillar(requestOf: ReturnType<typeof pillarRequests>, redactor: Redactor): PillarSource {
  return async (wish) => {
    const compiled = await compilePillar(await requestOf(wish));
    if (!compiled.ok) throw new PillarRefused('the pillar does not compile', compiled.diagnostics);
    redactor.addSecrets(compiled.value.pillar, compiled.value.secrets);
    return compiled.value.pillar;
  };
}

function localExplanation(requestOf: ReturnType<typeof pillarRequests>): PillarExplainer {
  return async (path, wish) => {
    const explained = await explainPillar(await requestOf(wish), path);
    if (!explained.ok) throw new PillarRefused('the pillar does not compile', explained.diagnostics);
    return explained.value;
  };
}

function once(make: () => Promise<FileTree>): () => Promise<FileTree> {
  let made: Promise<FileTree> | undefined;
  return () => (made ??= make());
}
