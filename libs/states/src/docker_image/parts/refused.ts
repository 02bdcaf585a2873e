import type { DockerAnswer } from '@fleet/containers';
import type { Plan, StateContext } from '../../definition.js';
import { impossible } from '../../step.js';

/** The plan of a state whom docker gives no answer; in a dry run, an earlier state may be what brings docker. */
export function refused(answer: Extract<DockerAnswer, { ok: false }>, context: StateContext): Plan {
  const mayCome = answer.code === 'no-docker' || answer.code === 'no-engine';
  return mayCome && context.test
    ? { verdict: null, comment: `${answer.sentence}; an earlier state may bring it` }
    : impossible(answer.sentence);
}
