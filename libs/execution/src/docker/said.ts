import { askDocker, nameProblem, imageProblem, runDocker, type DockerAnswer } from '@fleet/containers';
import type { CommandOptions, Host, HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';

/** What docker printed. @throws FunctionRefused with its own words */
export async function asked(host: HostView, words: readonly string[], options?: CommandOptions): Promise<string> {
  return stdoutOf(await askDocker(host, words, options));
}

/** As `asked`, of a command that changes something. */
export async function done(host: Host, words: readonly string[], options?: CommandOptions): Promise<string> {
  return stdoutOf(await runDocker(host, words, options));
}

export function stdoutOf(answer: DockerAnswer): string {
  if (answer.ok) return answer.stdout;
  const code = answer.code === 'not-found' || answer.code === 'no-docker' ? 'not-found' : 'failed';
  throw new FunctionRefused(code, answer.sentence);
}

/** @throws FunctionRefused where it could be read as something else than a name */
export function demandName(kind: Parameters<typeof nameProblem>[0] | 'image', name: string): string {
  const problem = kind === 'image' ? imageProblem(name) : nameProblem(kind, name);
  if (problem) throw new FunctionRefused('bad-arguments', problem);
  return name;
}
