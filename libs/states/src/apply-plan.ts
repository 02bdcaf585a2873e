import { HostRefusal, type Host } from '@fleet/platform';
import { equal, type Value, type ValueMap } from '@fleet/values';
import { advised } from './advice.js';
import { StepFailed, type ApplyPlan, type Plan, type StateResult, type Step } from './definition.js';

/**
 * | plan | test mode | result | changes |
 * |---|---|---|---|
 * | impossible | either | false | what the plan says |
 * | verdict | either | the verdict | what the plan says |
 * | no steps | either | true | none |
 * | steps | yes | null | the planned ones |
 * | steps, all applied | no | true | the planned ones, or what the steps answered instead |
 * | steps, one failed | no | false | those made so far |
 * | steps that destroy, and nobody said yes | no | false | none |
 */
export const applyPlan: ApplyPlan = async (plan, host, options) => {
  if ('impossible' in plan)
    return { result: false, comment: plan.impossible, changes: plan.changes ?? new Map(), warnings: [] };
  if ('verdict' in plan)
    return {
      result: plan.verdict,
      comment: plan.comment,
      changes: plan.changes ?? new Map(),
      warnings: plan.warnings ?? [],
    };
  const warnings = plan.warnings ?? [];
  if (plan.steps.length === 0) return { result: true, comment: plan.already, changes: new Map(), warnings };
  const destroys = plan.steps.filter(({ destructive }) => destructive === true).map(({ summary }) => summary);
  const lost = destroys.length > 0 && { destroys };
  if (options.test)
    return {
      result: null,
      comment: plan.would ?? wouldDo(plan.steps),
      changes: planned(plan.steps),
      warnings,
      ...lost,
    };
  if (lost && options.spare === true)
    return { result: false, comment: spared(destroys), changes: new Map(), warnings, ...lost };
  return { ...(await applySteps(plan, host)), warnings };
};

async function applySteps(
  plan: Extract<Plan, { steps: readonly Step[] }>,
  host: Host,
): Promise<Omit<StateResult, 'warnings'>> {
  const changes: ValueMap = new Map();
  const comments: string[] = [];
  for (const step of plan.steps) {
    try {
      const answered = await step.apply(host);
      merge(changes, answered?.changes ?? step.changes);
      if (answered?.comment !== undefined) comments.push(answered.comment);
    } catch (cause) {
      if (!(cause instanceof HostRefusal || cause instanceof StepFailed)) throw cause;
      if (cause instanceof StepFailed) merge(changes, cause.changes);
      const why = cause instanceof HostRefusal ? advised(cause.code, cause.message) : cause.message;
      return { result: false, comment: `could not ${step.summary}: ${why}`, changes };
    }
  }
  return {
    result: true,
    comment: comments.length > 0 ? comments.join('\n') : (plan.done ?? didDo(plan.steps)),
    changes,
  };
}

function planned(steps: readonly Step[]): ValueMap {
  const changes: ValueMap = new Map();
  for (const step of steps) merge(changes, step.changes);
  return changes;
}

/** Steps may tell of the same key (`removed`, a path): mappings and lists grow, anything else is replaced. */
function merge(into: ValueMap, from: ValueMap): void {
  for (const [key, value] of from) {
    const before = into.get(key);
    into.set(key, before === undefined ? value : together(before, value));
  }
}

function together(before: Value, after: Value): Value {
  if (before instanceof Map && after instanceof Map) {
    const result: ValueMap = new Map(before);
    merge(result, after);
    return result;
  }
  if (Array.isArray(before) && Array.isArray(after))
    return [...before, ...after.filter((item) => !before.some((other) => equal(other, item)))];
  return after;
}

function wouldDo(steps: readonly Step[]): string {
  return `would ${steps.map((step) => step.summary).join(', ')}`;
}

function spared(destroys: readonly string[]): string {
  return `would ${destroys.join(', ')}, which cannot be had back, and nobody said yes to it: --yes-destroy does, or a plan that shows it`;
}

function didDo(steps: readonly Step[]): string {
  return `done: ${steps.map((step) => step.summary).join(', ')}`;
}
