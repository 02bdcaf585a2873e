import { Arg } from '@fleet/arguments';
import { FunctionResult, defineFunction } from '../definition.js';

export class CmdExecCodeArgs {
  @Arg({ doc: 'The program that reads the code.', type: 'string' })
  lang!: string;

  @Arg({ doc: 'The code; a list is its lines.', type: 'string or list' })
  code!: string[];

  @Arg({ doc: 'Folder to run in.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'Words to hand to the code.', type: 'string or list', optional: true })
  args?: string[];
}

export const execCode = defineFunction({
  name: 'cmd.exec_code',
  doc: 'Run a piece of code; answer what it printed (both streams).',
  args: CmdExecCodeArgs,
  example: `cmd.exec_code python3 'print(6 * 7)'`,
  out: 'txt',
  run: (host, want, context) =>
    host.files.withScratch(async (folder) => {
      const path = `${folder}/code`;
      await host.files.write(path, want.code.join('\n'), { mode: 0o700 });
      const result = await host.commands.run([want.lang, path, ...(want.args ?? [])], {
        signal: context.signal,
        ...(want.cwd !== undefined && { cwd: want.cwd }),
      });
      return new FunctionResult(result.all.trimEnd(), result.exitCode === 0 ? 0 : 1, 'txt');
    }),
});
