import { hasErrors, sortDiagnostics, type Diagnostic, type Outcome } from '@fleet/diagnostics';
import { mergeRecursive, type ValueMap } from '@fleet/values';
import { Compilation } from './compilation.js';
import { withoutFollowUps } from './follow-up.js';
import { declare } from './high/declare.js';
import { exclude } from './high/exclude.js';
import { extend } from './high/extend.js';
import { checkCalls } from './low/check-calls.js';
import { checkSources } from './low/check-sources.js';
import { expand } from './low/expand.js';
import { link } from './low/link.js';
import { order } from './low/order.js';
import { selectId } from './low/select-id.js';
import { use } from './low/use.js';
import type { Draft, Pass } from './pass.js';
import { illustrate } from './problems.js';
import type { Chunk, High, SlsFile, WantedSls } from './representations.js';
import type { CompileContext, CompileRequest, Stage } from './request.js';
import { collectSls } from './sls/collect-sls.js';
import { quickCalls } from './sls/quick-calls.js';
import { chooseSls } from './top/choose-sls.js';

/** Every representation up to the stage that was asked for; later ones are empty. */
export interface CompiledStates {
  readonly top: readonly WantedSls[];
  readonly sls: readonly SlsFile[];
  readonly high: High;
  /** In the order in which they run. */
  readonly low: readonly Chunk[];
}

export const passes: readonly Pass[] = [
  chooseSls,
  collectSls,
  declare,
  // What is excluded may be extended; an extension of what is not there is a mistake all the same.
  extend,
  exclude,
  expand,
  // Inherited arguments must be there before arguments are checked.
  use,
  checkCalls,
  checkSources,
  link,
  order,
  selectId,
];

const stages: readonly Stage[] = ['top', 'sls', 'high', 'low'];

/**
 * Compiles states without touching the machine. Refused with everything that is wrong in all files and passes, each with its place in
 * the template, but for what only follows from another error.
 */
export async function compileStates(
  request: CompileRequest,
  context: CompileContext,
  options: { until?: Stage } = {},
): Promise<Outcome<CompiledStates>> {
  const pillar = request.pillar ? (mergeRecursive(context.pillar, request.pillar) as ValueMap) : context.pillar;
  const call = context.call && quickCalls({ pillar, grains: context.grains }, context.call);
  const compilation = new Compilation(request, { ...context, pillar, ...(call && { call }) });
  const last = stages.indexOf(options.until ?? 'low');
  const found: Diagnostic[] = [];
  let draft: Draft = {
    top: [],
    sls: [],
    high: { declarations: [], extensions: [], exclusions: [], excluded: new Set() },
    calls: [],
    low: [],
  };
  for (const pass of passes) {
    if (stages.indexOf(pass.stage) > last) break;
    const { output, diagnostics } = await pass.run(draft, compilation);
    found.push(...withoutFollowUps(diagnostics, draft, found));
    draft = output;
  }
  const told = sortDiagnostics(found).map((diagnostic) => illustrate(diagnostic, compilation));
  if (hasErrors(told)) return { ok: false, diagnostics: told };
  const { top, sls, high, low } = draft;
  return { ok: true, value: { top, sls, high, low }, warnings: told };
}
