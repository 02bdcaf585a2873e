import { HostRefusal, type HostView } from '@fleet/platform';

export interface Listener {
  readonly program: string;
  readonly pid: number;
}

/** Who listens at which TCP port, as `ss` tells it; a sentence where it cannot. */
export async function listeners(host: HostView): Promise<ReadonlyMap<number, Listener> | string> {
  try {
    const { exitCode, stdout, stderr } = await host.commands.probe(['ss', '-H', '-l', '-t', '-n', '-p']);
    return exitCode === 0 ? parseListeners(stdout) : `ss does not tell who listens: ${stderr.trim()}`;
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT')
      return 'this machine has no ss, so nobody can tell who listens at which port';
    throw cause;
  }
}

/** `LISTEN 0 511 127.0.0.1:8090 0.0.0.0:* users:(("node",pid=71,fd=20))` */
function parseListeners(text: string): Map<number, Listener> {
  const found = new Map<number, Listener>();
  for (const line of text.split('\n')) {
    const port = /^\S+\s+\d+\s+\d+\s+\S*:(\d+)\s/.exec(line)?.[1];
    const [, program, pid] = /users:\(\("([^"]*)",pid=(\d+)/.exec(line) ?? [];
    if (port !== undefined) found.set(Number(port), { program: program ?? 'a program', pid: Number(pid ?? 0) });
  }
  return found;
}
