import {
  defineFunction,
  FunctionRefused,
  FunctionResult,
  type FunctionContext,
  type FunctionDefinition,
} from '@fleet/execution';
import { rememberingHost, type Host } from '@fleet/platform';
import { exitCodes, planProofKey } from '@fleet/protocol';
import { isMap } from '@fleet/values';
import { AppliedRun } from '../applied/applied-run.js';
import { compileStates, type CompiledStates } from '../compile-states.js';
import { fingerprints } from '../plan/fingerprint.js';
import { movedSince, movedText } from '../plan/moved.js';
import { proofOf, proofText, readProof, type PlanProof } from '../plan/proof.js';
import type { Chunk } from '../representations.js';
import { foreseen } from '../run/foreseen.js';
import { runStates } from '../run/run-states.js';
import type { RunContext, RunResult } from '../run/run-types.js';
import { tagOf } from '../run/tag.js';
import { chunkValue, ranStates, refusedCompile } from './answers.js';
import { namedOrHighstate } from './apply.js';
import { ApplyPlanArguments, PlanArguments, type RunWish } from './arguments.js';
import { takeTurn, type Engine } from './run.js';
import { telling } from './telling.js';
import { compileContextOf, compileOptionsOf, runContextOf } from './surroundings.js';
import { refuseUnconfirmed } from './unconfirmed.js';

/** A plan is a dry run that a later run is held to: same pillar, same states, same outcome, or nothing at all. */
export function planningFunctions(engine: Engine): FunctionDefinition[] {
  const plan = defineFunction({
    name: 'state.plan',
    doc: 'Say what state.apply would change, so that exactly this can be applied later: fleetctl --save keeps it, fleetctl apply does it.',
    args: PlanArguments,
    example: 'state.plan cortensord',
    out: 'highstate',
    run: (host, want, context) => makePlan(want, host, context, engine),
  });
  const applyPlan = defineFunction({
    name: 'state.apply_plan',
    doc: 'Apply what was planned, or refuse and say what moved. The master asks for it: fleetctl apply FILE.',
    args: ApplyPlanArguments,
    example: 'state.apply_plan 20260101120000000000 cortensord',
    out: 'highstate',
    run: (host, want, context) => applyPlanned(want, host, context, engine),
  });
  return [plan, applyPlan] as FunctionDefinition[];
}

/** Of what moved, in the details of a refusal: a plan of thousands of states may fit nowhere. */
const mostTold = 100;

type Wish = Omit<RunWish, 'test'> & { readonly mods?: PlanArguments['mods'] };

async function makePlan(want: Wish, machine: Host, context: FunctionContext, engine: Engine): Promise<FunctionResult> {
  const release = want.concurrent ? undefined : await takeTurn('state.plan', want.queue, context, engine.lock);
  try {
    const dry = await dryRun(want, machine, context, engine);
    if (dry instanceof FunctionResult) return dry;
    const { compiled, run, warnings } = dry;
    const answer = ranStates(run, compiled.low, warnings);
    if (context.plans && isMap(answer.value))
      answer.value.set(planProofKey, proofText(await proofFor(dry, context.plans)));
    return answer;
  } finally {
    await release?.();
  }
}

async function applyPlanned(
  want: Wish & { readonly plan: string },
  machine: Host,
  context: FunctionContext,
  engine: Engine,
): Promise<FunctionResult> {
  const { plans } = context;
  if (!plans) throw new FunctionRefused('unavailable', 'a plan is applied through its master: fleetctl apply FILE');
  const { proof, states, appliedBy } = await plans.planned(want.plan);
  const planned = readProof(proof);
  if (!planned) throw new FunctionRefused('conflict', 'the plan is of another version of fleet; make it again');
  const release = want.concurrent ? undefined : await takeTurn('state.apply_plan', want.queue, context, engine.lock);
  try {
    const dry = await dryRun(want, machine, context, engine);
    if (dry instanceof FunctionResult) return dry;
    if (dry.run.retcode === exitCodes.aborted) return ranStates(dry.run, dry.compiled.low, dry.warnings);
    const now = await proofFor(dry, plans);
    const named = [...dry.run.results.values()].map(({ state, id }) => `${state} ${id}`);
    const moved = movedSince(planned, now, { planned: states, now: named });
    if (moved.length > 0) {
      // What moved then is what the plan did.
      const before = appliedBy === undefined ? '' : `the plan has been applied already, by ${appliedBy}; `;
      throw new FunctionRefused(
        'conflict',
        `nothing was touched: ${before}since the plan was made, things moved on this minion: ${movedText(moved)}. Make the plan again`,
        { moved: moved.slice(0, mostTold) },
      );
    }
    await refuseUnconfirmed(dry.compiled, context);
    const run = await applied(dry, machine, context, want);
    return ranStates(run, dry.compiled.low, dry.warnings);
  } finally {
    await release?.();
  }
}

interface DryRun {
  readonly compiled: CompiledStates;
  readonly run: RunResult;
  readonly warnings: Parameters<typeof ranStates>[2];
  readonly pillar: RunContext['pillar'];
  /** What a run of the same knows, on a host of its own. */
  readonly inRun: (host: Host, options: { test: boolean }) => RunContext;
}

/** Templates may not touch the machine here, and neither when the plan is applied: what was compiled is what runs. */
async function dryRun(
  want: Wish,
  machine: Host,
  context: FunctionContext,
  engine: Engine,
): Promise<DryRun | FunctionResult> {
  const host = rememberingHost(machine);
  const compileContext = await compileContextOf(context, engine.states, host, { applied: false });
  const compiled = await compileStates(namedOrHighstate(want.mods, compileOptionsOf(want)), compileContext);
  if (!compiled.ok) return refusedCompile(compiled.diagnostics);
  const inRun: DryRun['inRun'] = (own, { test }) =>
    runContextOf(compileContext, context, own, { test, over: want.pillar });
  host.foresee(foreseen(compiled.value.low));
  const dry = inRun(host, { test: true });
  const run = await runStates(compiled.value.run, host, dry, {
    test: true,
    signal: context.signal,
    ...telling(context),
  });
  return { compiled: compiled.value, run, warnings: compiled.warnings, pillar: dry.pillar, inRun };
}

async function proofFor(
  { pillar, compiled, run }: DryRun,
  plans: NonNullable<FunctionContext['plans']>,
): Promise<PlanProof> {
  return proofOf({ pillar, low: compiled.low, results: run.results }, fingerprints(await plans.key()));
}

/** What the plan shows as destroyed may be, and nothing else. */
async function applied(
  { compiled, run: dry, inRun }: DryRun,
  machine: Host,
  context: FunctionContext,
  want: Wish,
): Promise<RunResult> {
  const host = rememberingHost(machine);
  host.foresee(foreseen(compiled.low));
  const shown = (chunk: Chunk): boolean => (dry.results.get(tagOf(chunk))?.destroys?.length ?? 0) > 0;
  const remembered = await AppliedRun.of(context, compiled.low);
  const ran = await runStates(
    compiled.run,
    host,
    { ...inRun(host, { test: false }), ...(remembered && { wishes: remembered.wishes }) },
    {
      test: false,
      spares: (chunk) => !shown(chunk),
      failhard: want.failhard ?? context.opts.get('failhard') === true,
      signal: context.signal,
      ...telling(context),
      onResult: (tag, result) => {
        context.partial?.(tag, chunkValue(result));
        remembered?.done(tag, result);
      },
      onEvent: (tag) => context.progress(`event ${tag}`),
    },
  );
  await remembered?.end();
  return ran;
}
