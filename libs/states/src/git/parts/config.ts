import { Arg, NotSupported } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import { HostRefusal } from '@fleet/platform';
import { StepFailed, type Plan, type StateContext, type Step } from '../../definition.js';
import { already, impossible, step } from '../../step.js';
import { askTool, lastWords, runTool, withoutTool } from '../../tool.js';

@NotSupported({
  password: 'that is of Windows; leave it out.',
  output_encoding: 'git speaks UTF-8 here; leave it out.',
  value_regex: 'the values of a setting are managed together; leave it out.',
  multivar: 'list the values in `value`.',
})
export class GitConfigArgs {
  @Arg({ doc: 'Name of the setting, such as user.email.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Absolute path of the repository that it is for; not with global.', type: 'string', optional: true })
  repo?: string;

  @Arg({ doc: 'For every repository of the account.', type: 'boolean', default: false })
  global!: boolean;

  @Arg({ doc: 'Account that runs git.', type: 'string', optional: true })
  user?: string;
}

/** Settings of git: the values that one has now, and steps that make them the wanted ones. */
export async function planGitConfig(
  host: HostView,
  want: GitConfigArgs,
  wanted: readonly string[],
  context: StateContext,
): Promise<Plan> {
  if (!/^[a-z][\w-]*(\..+)?\.[a-z][\w-]*$/i.test(want.name))
    return impossible(`${want.name} is not the name of a setting`);
  if (want.global === (want.repo !== undefined))
    return impossible('a setting is for a `repo`, or with `global: True` for every one of an account');
  if (want.repo !== undefined && (await host.files.statTarget(want.repo))?.kind !== 'directory')
    return context.test
      ? { verdict: null, comment: `the repository ${want.repo} does not exist yet` }
      : impossible(`the repository ${want.repo} does not exist`);
  const git = [
    'git',
    ...(want.repo === undefined ? [] : ['-C', want.repo]),
    'config',
    want.global ? '--global' : '--local',
  ];
  const words = (...more: string[]): [string, ...string[]] => [...git, ...more] as [string, ...string[]];
  const options = want.user === undefined ? {} : { runas: want.user };
  const read = await asked(host, words('--get-all', want.name), options);
  if (read === undefined) return withoutTool('git', context);
  if (typeof read === 'string') return impossible(read);
  if (read.length === wanted.length && read.every((value, index) => value === wanted[index]))
    return already(wanted.length === 0 ? `${want.name} is not set` : `${want.name} is ${wanted.join(', ')}`);
  const steps: Step[] = [
    step(
      wanted.length === 0 ? `unset ${want.name}` : `set ${want.name}`,
      { [want.name]: { old: shown(read), new: shown(wanted) } },
      async (machine) => {
        const [first, ...others] = wanted;
        if (first === undefined) await runTool(machine, words('--unset-all', '--', want.name), options);
        // In one go: a setting that git refuses keeps the value that it has.
        else await runTool(machine, words('--replace-all', '--', want.name, first), options);
        for (const value of others) await runTool(machine, words('--add', '--', want.name, value), options);
        const now = await asked(machine, words('--get-all', want.name), options);
        if (!Array.isArray(now) || now.join('\n') !== wanted.join('\n'))
          throw new StepFailed(`git ended well, and ${want.name} is not as wanted`);
      },
    ),
  ];
  return { steps, already: '' };
}

/** The values of a setting, none where it is not set; a sentence where git cannot tell, `undefined` without git. */
async function asked(
  host: HostView,
  words: [string, ...string[]],
  options: { runas?: string },
): Promise<readonly string[] | string | undefined> {
  try {
    const result = await askTool(host, words, options);
    if (result === undefined) return undefined;
    // 1: it is not set.
    if (result.exitCode === 1) return [];
    if (result.exitCode !== 0) return lastWords(result);
    return result.stdout.split('\n');
  } catch (cause) {
    if (cause instanceof HostRefusal) return cause.message;
    throw cause;
  }
}

function shown(values: readonly string[]): string | readonly string[] {
  return values.length > 1 ? values : (values[0] ?? '');
}
