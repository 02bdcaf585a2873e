import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';

export class FileAccessArgs extends PathArgs {
  @Arg({
    doc: 'f: is it there, r: may the minion read it, w: write it, x: run or enter it.',
    type: 'string',
    oneOf: ['f', 'r', 'w', 'x'],
  })
  mode!: 'f' | 'r' | 'w' | 'x';
}

export const access = defineFunction({
  name: 'file.access',
  doc: 'Whether the minion may do something with a file.',
  args: FileAccessArgs,
  example: 'file.access /etc/shadow r',
  looks: true,
  async run(host, want) {
    if (want.mode === 'f') return (await host.files.statTarget(want.path)) !== undefined;
    return (await host.commands.probe(['test', `-${want.mode}`, want.path])).exitCode === 0;
  },
});
