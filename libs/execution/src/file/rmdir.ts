import { Arg, NotSupported } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { PathArgs } from './path.args.js';

@NotSupported({
  verbose: 'the refusal names what is in the way.',
  older_than: 'find what is old with `file.find`, or keep the directory tidy with the state `file.tidied`.',
})
export class FileRmdirArgs extends PathArgs {
  @Arg({ doc: 'Remove empty directories below it, too.', type: 'boolean', default: false })
  recurse!: boolean;
}

export const rmdir = defineFunction({
  name: 'file.rmdir',
  doc: 'Remove a directory that is empty; one that holds anything is refused.',
  args: FileRmdirArgs,
  example: 'file.rmdir /srv/old',
  async run(host, want) {
    const path = absolutePath(want.path);
    const stats = await host.files.stat(path);
    if (!stats) throw new FunctionRefused('not-found', `there is no directory ${path}`);
    if (stats.kind !== 'directory') throw new FunctionRefused('failed', `${path} is a ${stats.kind}, not a directory`);
    const directories = [path];
    for (const directory of directories) {
      for (const name of await host.files.list(directory)) {
        const entry = `${directory}/${name}`;
        const isDirectory = (await host.files.stat(entry))?.kind === 'directory';
        if (!want.recurse || !isDirectory) throw new FunctionRefused('failed', `${directory} holds ${name}`);
        directories.push(entry);
      }
    }
    // Removed by a program that refuses what has come to be in it since.
    const result = await host.commands.run(['rmdir', '--', ...directories.reverse()]);
    if (result.exitCode !== 0) throw new FunctionRefused('failed', result.stderr.trim());
    return true;
  },
});
