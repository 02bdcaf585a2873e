import type { HostView } from '@fleet/platform';
import type { Plan, StateContext } from '../../definition.js';
import { askTool, lastWords, withoutTool } from '../../tool.js';

/** What `update-alternatives --query` says of a group of programs. */
export interface Alternatives {
  /** What everybody calls. */
  readonly link: string;
  readonly automatic: boolean;
  /** Path of the program in use. */
  readonly current: string;
  /** Priorities by path. */
  readonly known: ReadonlyMap<string, number>;
}

/** `undefined`: there is no such group. A plan: the machine cannot be asked. */
export async function queryAlternatives(
  host: HostView,
  name: string,
  context: StateContext,
): Promise<Alternatives | undefined | { readonly plan: Plan }> {
  if (!/^[\w.+-]+$/.test(name) || name.startsWith('-'))
    return { plan: { impossible: `${name} is not the name of a group of alternatives` } };
  const result = await askTool(host, ['update-alternatives', '--query', name]);
  if (!result) return { plan: withoutTool('update-alternatives', context) };
  // It ends with 2 for a group that there is not, and for whatever else it cannot read.
  if (result.exitCode !== 0 && /no alternatives for/.test(result.stderr)) return undefined;
  if (result.exitCode !== 0)
    return { plan: { impossible: `the alternatives for ${name} cannot be read: ${lastWords(result)}` } };
  const known = new Map<string, number>();
  let path = '';
  for (const line of result.stdout.split('\n')) {
    if (line.startsWith('Alternative: ')) path = line.slice('Alternative: '.length);
    else if (line.startsWith('Priority: ') && path !== '') known.set(path, Number(line.slice('Priority: '.length)));
  }
  return {
    link: /^Link: (.*)$/m.exec(result.stdout)?.[1] ?? '',
    automatic: /^Status: auto$/m.test(result.stdout),
    current: /^Value: (.*)$/m.exec(result.stdout)?.[1] ?? '',
    known,
  };
}
