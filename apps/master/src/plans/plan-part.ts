import { planProofKey, type PlannedState, type PlanPart, type Return } from '@fleet/protocol';
import { isMap, parseExact, stringifyExact, type Value, type ValueMap } from '@fleet/values';

/** What a return of `state.plan` says: what is in the plan, what it is known again by, or why it is in none. */
export type ReadPlan =
  | { readonly ok: true; readonly part: PlanPart; readonly proof: string; readonly states: readonly string[] }
  | { readonly ok: false; readonly why: string };

/** A minion may answer anything; what is no plan is left out, with the reason. */
export function readPlan(minion: string, answer: Return | undefined): ReadPlan {
  if (!answer) return left('it has not answered');
  if (answer.fault) return left(answer.fault.message);
  const value = answer.value === undefined ? undefined : parsed(answer.value);
  if (!value || !isMap(value)) return left('its dry run did not compile');
  const proof = value.get(planProofKey);
  const rows = [...value].flatMap(([tag, chunk]) => (isMap(chunk) ? [rowOf(String(tag), chunk)] : []));
  const failed = rows.filter(({ result }) => result === false);
  if (failed.length > 0)
    return left(
      `its dry run fails: ${failed
        .slice(0, 3)
        .map(({ state, id, comment }) => `${state} ${id}: ${comment}`)
        .join('; ')
        .slice(0, 500)}`,
    );
  if (answer.retcode !== 0) return left(`its dry run ended with retcode ${answer.retcode}`);
  if (typeof proof !== 'string') return left('its version of fleet makes no plans');
  const would = rows.filter(({ result }) => result === null);
  const states = would.map(({ result: _result, ...state }): PlannedState => state);
  return {
    ok: true,
    part: { minion, states, unchanged: rows.length - would.length },
    proof,
    states: rows.map(({ state, id }) => `${state} ${id}`),
  };
}

function left(why: string): ReadPlan {
  return { ok: false, why };
}

function parsed(text: string): Value | undefined {
  try {
    return parseExact(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function rowOf(tag: string, chunk: ValueMap): PlannedState & { readonly result: boolean | null } {
  const [module = '', id = '', name = '', function_ = ''] = tag.split('_|-');
  const result = chunk.get('result');
  const destroys = chunk.get('destroys');
  return {
    id: text(chunk.get('__id__')) || id,
    state: `${module}.${function_}`,
    name: text(chunk.get('name')) || name,
    sls: text(chunk.get('__sls__')),
    comment: text(chunk.get('comment')),
    changes: stringifyExact(chunk.get('changes') ?? new Map()),
    destroys: Array.isArray(destroys) ? destroys.map(text).filter((sentence) => sentence !== '') : [],
    result: result === true ? true : result === null ? null : false,
  };
}

function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}
