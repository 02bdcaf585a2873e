import { Arg } from '@fleet/arguments';
import { whatWentWrong } from '@fleet/containers';
import { HostRefusal, type CommandResult, type Host } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { demandName } from './said.js';

export class DockerExecArgs {
  @Arg({ doc: 'Name or id of the container, which has to run.', type: 'string' })
  name!: string;

  @Arg({ doc: "The command: a text goes through the container's sh, a list is run as it is.", type: 'any' })
  cmd!: string | string[];

  @Arg({ doc: 'Account in the container.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'Folder in the container.', type: 'string', optional: true })
  workdir?: string;

  @Arg({ doc: 'What the command reads.', type: 'string', optional: true })
  stdin?: string;

  @Arg({ doc: 'How long it may take.', type: 'duration', optional: true })
  timeout?: number;
}

/** Runs a command in a container. @throws FunctionRefused where it was not the command that failed, but docker */
export async function execIn(host: Host, want: DockerExecArgs, signal: AbortSignal): Promise<CommandResult> {
  const command = Array.isArray(want.cmd) ? want.cmd.map(String) : ['sh', '-c', String(want.cmd)];
  if (command.length === 0) throw new FunctionRefused('bad-arguments', 'the command is empty');
  const words = [
    'exec',
    ...(want.stdin === undefined ? [] : ['--interactive']),
    ...(want.user === undefined ? [] : [`--user=${want.user}`]),
    ...(want.workdir === undefined ? [] : [`--workdir=${want.workdir}`]),
    demandName('container', want.name),
    ...command,
  ];
  const options = {
    signal,
    ...(want.stdin === undefined ? {} : { stdin: want.stdin }),
    ...(want.timeout === undefined ? {} : { timeout: want.timeout }),
  };
  let result: CommandResult;
  try {
    result = await host.commands.run(['docker', ...words], options);
  } catch (cause) {
    if (!(cause instanceof HostRefusal) || cause.code !== 'ENOENT') throw cause;
    throw new FunctionRefused('not-found', 'this machine has no docker program', undefined, { cause });
  }
  if (result.timedOut) throw new FunctionRefused('timeout', `the command in ${want.name} did not end in time`);
  // A command of its own may end with 1 as well; docker's own refusals print nothing else.
  if (result.exitCode === 1 && result.stdout === '' && /^Error\b|^Cannot connect/.test(result.stderr)) {
    const { code, sentence } = whatWentWrong(result);
    throw new FunctionRefused(code === 'not-found' ? 'not-found' : 'failed', sentence);
  }
  return result;
}
