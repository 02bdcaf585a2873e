import { hasErrors, illustrate, sortDiagnostics, type Outcome } from '@fleet/diagnostics';
import { mergeRecursive, type ValueMap } from '@fleet/values';
import { Compilation } from './compilation.js';
import { withoutFollowUps } from './follow-up.js';
import { declare } from './high/declare.js';
import { exclude } from './high/exclude.js';
import { extend } from './high/extend.js';
import { checkCalls } from './low/check-calls.js';
import { checkSources } from './low/check-sources.js';
import { expand } from './low/expand.js';
import { link, linkAsWritten } from './low/link.js';
import { order } from './low/order.js';
import { selectGlobs } from './low/select-globs.js';
import { selectId } from './low/select-id.js';
import { use } from './low/use.js';
import type { Draft, Pass } from './pass.js';
import { told, type Finding } from './problems.js';
import type { Call, Chunk, High, SlsFile, Turn, WantedSls } from './representations.js';
import type { CompileContext, CompileDepth, CompileRequest, Stage } from './request.js';
import { collectSls } from './sls/collect-sls.js';
import { quickCalls } from './sls/quick-calls.js';
import { chooseSls } from './top/choose-sls.js';

/** Every representation up to the stage that was asked for; later ones are empty. */
export interface CompiledStates {
  readonly top: readonly WantedSls[];
  readonly sls: readonly SlsFile[];
  readonly high: High;
  /** In the order in which they run, whether there are such state functions or not. */
  readonly turns: readonly Turn<Call>[];
  /** In the order in which they run. */
  readonly low: readonly Chunk[];
  /** The same, with the looks that come before prereqs: what a run goes through. */
  readonly run: readonly Turn[];
}

export const passes: readonly Pass[] = [
  chooseSls,
  collectSls,
  declare,
  // What is excluded may be extended; an extension of what is not there is a mistake all the same.
  extend,
  exclude,
  expand,
  // Inherited arguments must be there before requisites are linked, because some requisites are inherited.
  use,
  link,
  order,
  checkCalls,
  checkSources,
  selectId,
  selectGlobs,
];

const merging: ReadonlySet<Pass> = new Set([extend, exclude, use]);

/** The same without what SLS say about each other. */
const passesAsWritten: readonly Pass[] = passes
  .filter((pass) => !merging.has(pass))
  .map((pass) => (pass === link ? linkAsWritten : pass));

const stages: readonly Stage[] = ['top', 'sls', 'high', 'low', 'checked'];

/**
 * Compiles states without touching the machine. Refused with everything that is wrong in all files and passes, each with its place in
 * the template, but for what only follows from another error.
 */
export async function compileStates(
  request: CompileRequest,
  context: CompileContext,
  depth: CompileDepth = {},
): Promise<Outcome<CompiledStates>> {
  const pillar = request.pillar ? (mergeRecursive(context.pillar, request.pillar) as ValueMap) : context.pillar;
  const call = context.call && quickCalls({ ...context, pillar }, context.call, context.refuses);
  const compilation = new Compilation(request, { ...context, pillar, ...(call && { call }) });
  const last = stages.indexOf(depth.until ?? 'checked');
  const found: Finding[] = [];
  let draft = nothing;
  for (const pass of depth.asWritten ? passesAsWritten : passes) {
    const beyond = stages.indexOf(pass.stage) > last;
    if (beyond && !depth.foresee) break;
    const { output, diagnostics } = await pass.run(draft, compilation);
    const news = withoutFollowUps(diagnostics, draft, found);
    found.push(...(beyond ? news.map(foreseen) : news));
    draft = output;
  }
  const diagnostics = sortDiagnostics(found).map((finding) => illustrate(told(finding), compilation));
  if (hasErrors(diagnostics)) return { ok: false, diagnostics };
  const { top, sls, high, turns, low, run } = draft;
  return { ok: true, value: { top, sls, high, turns, low, run }, warnings: diagnostics };
}

const nothing: Draft = {
  top: [],
  sls: [],
  high: { declarations: [], extensions: [], exclusions: [], excluded: new Set() },
  calls: [],
  turns: [],
  low: [],
  run: [],
};

function foreseen(finding: Finding): Finding {
  return finding.severity === 'error' ? { ...finding, severity: 'warning' } : finding;
}
