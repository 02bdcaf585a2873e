import type { HostView } from '@fleet/platform';
import { isMap, type Value, type ValueMap } from '@fleet/values';
import type { Plan, StateContext } from '../../definition.js';
import { argumentsOf, askFunction, runFunction } from '../../functions.js';
import { already, impossible, step } from '../../step.js';
import { withoutTool } from '../../tool.js';

export interface NpmPlace {
  readonly dir: string | undefined;
  readonly runas: string | undefined;
  readonly registry: string | undefined;
  readonly env: ValueMap | undefined;
}

/** Without packages: what package.json of the project asks for. */
export async function planInstall(
  host: HostView,
  packages: readonly string[],
  place: NpmPlace,
  options: { readonly always: boolean },
  context: StateContext,
): Promise<Plan> {
  if ((await host.commands.which('npm')) === undefined) return withoutTool('npm', context);
  if (place.dir !== undefined && context.test && !(await host.files.statTarget(place.dir)))
    return { verdict: null, comment: `the folder ${place.dir} does not exist yet` };
  const { registry, ...rest } = place;
  const asked = await askFunction(context, 'npm.list', argumentsOf(rest));
  if ('refused' in asked) return impossible(asked.refused);
  const now = isMap(asked.answer) ? asked.answer : new Map<Value, Value>();
  const missing = options.always ? packages : packages.filter((wanted) => !isThere(wanted, now));
  const what = packages.join(', ') || `what ${place.dir ?? ''} asks for`;
  if (packages.length > 0 && missing.length === 0) return already(`npm has what is wanted: ${what}`);
  const wish = argumentsOf({ ...rest, registry, ...(packages.length > 0 ? { pkgs: [...missing] } : {}) });
  const foreseen = await askFunction(context, 'npm.would_install', wish);
  if ('refused' in foreseen) return impossible(foreseen.refused);
  const changes = isMap(foreseen.answer) ? foreseen.answer : new Map<Value, Value>();
  if (changes.size === 0 && !options.always) return already(`npm has what is wanted: ${what}`);
  const shown: ValueMap = changes.size > 0 ? changes : new Map(missing.map((one) => [one, 'installed again']));
  return {
    steps: [
      step(`install ${what} with npm`, shown, async () => {
        await runFunction(context, 'npm.install', wish);
      }),
    ],
    already: '',
    done: `installed: ${[...shown.keys()].map(String).join(', ')}`,
  };
}

/** A name alone, or with exactly the version that is there; ranges, tags, archives and addresses only npm can tell. */
function isThere(wanted: string, now: ValueMap): boolean {
  const found = /^((?:@[\w.-]+\/)?[\w.-]+)(?:@(\d[\w.+-]*))?$/.exec(wanted);
  const row = now.get(found?.[1] ?? '');
  if (!found || !isMap(row)) return false;
  return found[2] === undefined || row.get('version') === found[2];
}
