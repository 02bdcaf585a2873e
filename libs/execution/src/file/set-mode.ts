import { Arg, modeText } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { PathArgs } from './path.args.js';

export class FileSetModeArgs extends PathArgs {
  @Arg({ doc: "Permission bits in octal, such as '0644'.", type: 'mode' })
  mode!: number;
}

export const setMode = defineFunction({
  name: 'file.set_mode',
  doc: 'Set the permission bits of an entry, and answer them; of a symlink, what it leads to.',
  args: FileSetModeArgs,
  example: 'file.set_mode /etc/app.conf 0640',
  async run(host, want) {
    await host.files.setOwnership(absolutePath(want.path), { mode: want.mode }, { follow: true });
    return modeText(want.mode);
  },
});
