import type { CommandResult, Host } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import { isList } from '@fleet/values';
import { readText } from '../cp/tree-files.js';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import { renderer } from '../slsutil/renderer.js';
import { liveOutput } from './live-output.js';
import { commandOptions, CommandArgs } from './command.args.js';
import type { ScriptArgs } from './script.args.js';
import { shellWords } from './shell-words.js';

/** Runs a script from wherever it lies: a copy of its own, which only its account may read, and which is gone afterwards. */
export async function performScript(host: Host, want: ScriptArgs, context: FunctionContext): Promise<CommandResult> {
  const text = await textOf(host, want, context);
  const words = wordsOf(want.args);
  const account = want.runas === undefined ? undefined : await host.accounts.user(want.runas);
  return host.files.withScratch(async (folder) => {
    const path = `${folder}/script`;
    // The folder stays root's, and lets others pass: an account that owned it could put a symlink in the place of the script.
    if (account) await host.files.setOwnership(folder, { mode: 0o711 });
    await host.files.write(path, text, { mode: 0o700, ...(account && { uid: account.uid, gid: account.gid }) });
    const options = commandOptions(Object.assign(new CommandArgs(), { shell: '/bin/sh', ...want }), context.signal);
    const live = liveOutput(context);
    const result = await host.commands.run([path, ...words], { ...options, onOutput: live.take });
    live.end();
    return result;
  });
}

async function textOf(host: Host, want: ScriptArgs, context: FunctionContext): Promise<string> {
  if (want.template !== undefined) {
    const names = new Map([['saltenv', want.saltenv]]);
    return pythonStr(
      (await renderer.run(host, { path: want.source, default_renderer: want.template, names }, context)) as string,
    );
  }
  const text = await readText(host, context, want.source, want.saltenv);
  if (text === undefined) throw new FunctionRefused('not-found', `there is no ${want.source}`);
  return text;
}

function wordsOf(given: ScriptArgs['args']): string[] {
  if (given === undefined || given === null) return [];
  if (isList(given)) return given.map((word) => pythonStr(word));
  const words = shellWords(pythonStr(given));
  if ('malformed' in words) throw new FunctionRefused('bad-arguments', `args: ${words.malformed}`);
  return words;
}
