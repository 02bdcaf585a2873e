import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { lookWith } from '../file/run-program.js';
import { checkedLines, lastLines, logFiles, shareOf } from './log-files.js';

export class LogTailArgs {
  @Arg({ doc: 'Absolute path of a log, or a glob for several.', type: 'string' })
  path!: string;

  @Arg({ doc: 'How many lines of each, from 1 to 10000.', type: 'int', default: 50 })
  lines!: number;
}

export const tail = defineFunction({
  name: 'log.tail',
  doc: 'The last lines of log files, by path, however long they are; at most half a mebibyte of all of them.',
  args: LogTailArgs,
  example: "log.tail '/var/log/cortensor*.log' lines=50",
  looks: true,
  async run(host, want) {
    const lines = checkedLines(want.lines);
    const files = await logFiles(host, want.path);
    const most = shareOf(files.length);
    const ends = new Map<Value, Value>();
    for (const file of files) {
      const text = await lookWith(host, ['tail', `--bytes=${most}`, '--', file], { outputLimit: 2 * most });
      ends.set(file, lastLines(text, lines));
    }
    return ends;
  },
});
