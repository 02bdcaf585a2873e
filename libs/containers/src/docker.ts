import { HostRefusal, type CommandOptions, type CommandResult, type Host, type HostView } from '@fleet/platform';

/** What docker said: its standard output, or one sentence why not. */
export type DockerAnswer =
  | { readonly ok: true; readonly stdout: string }
  | {
      readonly ok: false;
      /** `no-docker`: no such program. `no-engine`: the program cannot reach its daemon. */
      readonly code: 'no-docker' | 'no-engine' | 'not-found' | 'failed';
      readonly sentence: string;
    };

/** A look. Commands that change something are never given here. */
export function askDocker(
  host: HostView,
  words: readonly string[],
  options: CommandOptions = {},
): Promise<DockerAnswer> {
  return answered(() => host.commands.probe(['docker', ...words], options));
}

export function runDocker(host: Host, words: readonly string[], options: CommandOptions = {}): Promise<DockerAnswer> {
  return answered(() => host.commands.run(['docker', ...words], options));
}

async function answered(run: () => Promise<CommandResult>): Promise<DockerAnswer> {
  let result: CommandResult;
  try {
    result = await run();
  } catch (cause) {
    if (!(cause instanceof HostRefusal) || cause.code !== 'ENOENT') throw cause;
    return { ok: false, code: 'no-docker', sentence: 'this machine has no docker program' };
  }
  if (result.exitCode === 0) return { ok: true, stdout: result.stdout };
  return { ok: false, ...whatWentWrong(result) };
}

/** Its own words, in which versions differ: 20.10 says `Error: No such image`, 28 `Error response from daemon: no such image`. */
export function whatWentWrong(result: CommandResult): {
  code: 'no-engine' | 'not-found' | 'failed';
  sentence: string;
} {
  if (result.timedOut) return { code: 'failed', sentence: 'docker did not end in time' };
  const said = withoutCredentials(result.stderr.trim() || result.stdout.trim());
  if (/permission denied while trying to connect/i.test(said))
    return {
      code: 'no-engine',
      sentence: 'this account may not speak to the docker engine: it has to be in the group docker',
    };
  if (/cannot connect to the docker daemon|error during connect|error while fetching server api version/i.test(said))
    return { code: 'no-engine', sentence: 'the docker engine does not answer: is the service docker running?' };
  const lines = said.split('\n').filter((line) => line.trim() !== '' && line !== 'exit status 1');
  const sentence =
    lines
      .slice(-3)
      .join('\n')
      .replace(/^Error(?: response from daemon)?: /, '') || `docker ended with ${result.exitCode}`;
  const notFound = /no such (object|container|image|network|volume)|(network|volume|image) \S+ not found/i.test(said);
  return { code: notFound ? 'not-found' : 'failed', sentence };
}

/** A registry may be named with the account that reads it. */
export function withoutCredentials(text: string): string {
  return text
    .replace(/(\/\/)[^\s/@]+@/g, '$1<secret>@')
    .replace(/((?:authorization|bearer|password)[=:]\s*)\S+/gi, '$1<secret>');
}
