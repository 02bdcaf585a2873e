import type { HostView } from '@fleet/platform';
import type { Plan, StateContext } from '../../definition.js';
import { joinLines, planEdit, splitLines } from '../../file/parts/edit.js';

export const hostsFile = '/etc/hosts';

export function planHosts(
  host: HostView,
  context: StateContext,
  sentences: { already: string; done: string },
  edit: (lines: readonly string[]) => readonly string[],
): Promise<Plan> {
  return planEdit(host, { path: hostsFile, absent: 'empty', ...sentences }, context, (text) => {
    const before = splitLines(text).lines;
    const after = edit(before);
    const same = after.length === before.length && after.every((line, index) => line === before[index]);
    return { text: same ? text : joinLines(after) };
  });
}

export { hostsProblem, readHostsLine, withoutName, writeHostsLine } from '@fleet/edits';
