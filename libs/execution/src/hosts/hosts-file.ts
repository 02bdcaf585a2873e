import { hostsProblem, joinLines, readHostsLine, splitLines, type HostsLine } from '@fleet/edits';
import { textIfThere, type Host, type HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { readText } from '../read-text.js';

const hostsFile = '/etc/hosts';

export async function hostsLines(host: HostView): Promise<HostsLine[]> {
  const { lines } = splitLines((await readText(host, hostsFile)) ?? '');
  return lines.flatMap((line) => readHostsLine(line) ?? []);
}

/** Edits the file in one write; nothing is written where nothing changes. */
export async function editHosts(host: Host, edit: (lines: readonly string[]) => readonly string[]): Promise<true> {
  const before = splitLines((await textIfThere(host, hostsFile)) ?? '').lines;
  const after = edit(before);
  if (after.join('\n') !== before.join('\n')) await host.files.write(hostsFile, joinLines(after));
  return true;
}

/** @throws FunctionRefused `bad-arguments` for what is no address or no name */
export function demandPair(called: string, address: string, names: readonly string[]): void {
  const problem = hostsProblem([address], names);
  if (problem !== undefined) throw new FunctionRefused('bad-arguments', `${called}: ${problem}`);
}
