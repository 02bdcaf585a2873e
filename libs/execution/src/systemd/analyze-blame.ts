import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { askTool } from '../tool.js';

export const analyzeBlame = defineFunction({
  name: 'systemd.analyze_blame',
  doc: 'How long each unit took to start at boot, the longest first: unit → time.',
  args: NoArgs,
  example: 'systemd.analyze_blame',
  looks: true,
  async run(host) {
    const text = await askTool(host, ['systemd-analyze', 'blame', '--no-pager']);
    return new Map(
      text.split('\n').flatMap((line): [Value, Value][] => {
        const [, time, unit] = /^\s*(\S.*?) (\S+)$/.exec(line) ?? [];
        return time === undefined || unit === undefined ? [] : [[unit, time]];
      }),
    );
  },
});
