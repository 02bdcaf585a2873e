import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';
import { textOf } from './text-of.js';

export class FileContainsArgs extends PathArgs {
  @Arg({ doc: 'The text; blank space around it does not count.', type: 'string' })
  text!: string;
}

export const contains = defineFunction({
  name: 'file.contains',
  doc: 'Whether a text stands in a file; false where there is no file.',
  args: FileContainsArgs,
  example: 'file.contains /etc/fstab /srv',
  looks: true,
  run: async (host, want) => (await textOf(host, want.path))?.includes(want.text.trim()) ?? false,
});
