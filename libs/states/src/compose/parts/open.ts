import { openCompose, serviceProblem, type Compose } from '@fleet/containers';
import type { HostView } from '@fleet/platform';
import type { Plan, StateContext } from '../../definition.js';
import { impossible } from '../../step.js';
import type { ServicesArgs } from './project.args.js';

/** The project, or the plan of a state that cannot get at it: in a dry run, an earlier state may bring docker or the files. */
export async function opened(
  host: HostView,
  want: ServicesArgs,
  context: StateContext,
): Promise<{ readonly compose: Compose } | { readonly plan: Plan }> {
  const problem = serviceProblem(want.services ?? []);
  if (problem) return { plan: impossible(problem) };
  const found = await openCompose(host, { ...want, envFile: want.env_file });
  if ('ok' in found) {
    const mayCome = found.code === 'no-compose' || found.code === 'not-found';
    return { plan: mayCome ? lacking(found.sentence, context) : impossible(found.sentence) };
  }
  const unknown = (want.services ?? []).filter((name) => !found.services.some((service) => service.name === name));
  if (unknown.length > 0) return { plan: impossible(`the compose files know no service ${unknown.join(', ')}`) };
  return { compose: found };
}

/** The engine or the files are not there. */
export function lacking(sentence: string, context: StateContext): Plan {
  return context.test ? { verdict: null, comment: `${sentence}; an earlier state may bring it` } : impossible(sentence);
}
