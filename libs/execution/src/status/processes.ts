import type { HostView } from '@fleet/platform';
import { askTool } from '../tool.js';

export interface Process {
  readonly pid: string;
  readonly user: string;
  /** With its arguments; in brackets for a thread of the kernel. */
  readonly command: string;
}

const ps = ['ps', '-e', '-ww', '-o', 'pid=,user:64=,args='] as const;

/** Every process but the one that asks. @throws FunctionRefused where `ps` fails, HostRefusal where there is none */
export async function processes(host: HostView): Promise<Process[]> {
  const text = await askTool(host, ps);
  return text.split('\n').flatMap((line) => {
    const [, pid, user, command] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || user === undefined || command === undefined || command === ps.join(' ')) return [];
    return [{ pid, user, command }];
  });
}
