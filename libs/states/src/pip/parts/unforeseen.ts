import type { HostView } from '@fleet/platform';
import type { Plan, StateContext } from '../../definition.js';

/** In a dry run an earlier state may be what brings pip, or makes the virtual environment: `undefined` where it is there. */
export async function unforeseen(
  host: HostView,
  place: string | undefined,
  sentence: string,
  context: StateContext,
): Promise<Plan | undefined> {
  if (!context.test) return undefined;
  const there =
    place === undefined
      ? ((await host.commands.which('pip3')) ?? (await host.commands.which('pip')))
      : await host.files.statTarget(`${place}/bin/pip`);
  return there === undefined ? { verdict: null, comment: `${sentence}: an earlier state may change that` } : undefined;
}
