import { joinLines, keysPath, leadsAstray, splitLines } from '@fleet/edits';
import type { Host, HostView, User } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import type { Plan, StateContext } from '../../definition.js';
import { parentOf } from '../../file/parts/absolute.js';
import { already, impossible, step } from '../../step.js';
import type { SshAuthArgs } from './ssh-auth.args.js';

export interface KeyEdit {
  readonly lines: readonly string[];
  /** Key → what becomes of it. */
  readonly changes: ReadonlyMap<string, string>;
}

/** Edits the authorized keys of an account; the file and its directory belong to the account and to nobody else. */
export async function planKeys(
  host: HostView,
  want: SshAuthArgs,
  context: StateContext,
  /** `withoutAccount`: what is to be removed is not there either. */
  sentences: { already: string; summary: string; done: string; withoutAccount?: string },
  edit: (lines: readonly string[]) => KeyEdit,
): Promise<Plan> {
  const user = await host.accounts.user(want.user);
  if (!user && sentences.withoutAccount !== undefined) return already(sentences.withoutAccount);
  if (!user)
    return context.test
      ? { verdict: null, comment: `the account ${want.user} does not exist yet` }
      : impossible(`the account ${want.user} does not exist`);
  const path = keysPath(user, want.config);
  const astray = await leadsAstray(host, path, user);
  if (astray !== undefined) return impossible(astray);
  const stats = await host.files.statTarget(path);
  if (stats && stats.kind !== 'file') return impossible(`${path} is a ${stats.kind}, not a file`);
  const { lines } = splitLines(stats ? (await host.files.read(path, { inHome: user })).toString('utf8') : '');
  const edited = edit(lines);
  if (edited.changes.size === 0) return already(sentences.already);
  const changes: ValueMap = new Map([...edited.changes].map(([key, what]): [Value, Value] => [key, what]));
  return {
    steps: [
      step(`${sentences.summary} in ${path}`, changes, (machine) =>
        write(machine, path, joinLines(edited.lines), user, stats !== undefined),
      ),
    ],
    already: '',
    done: sentences.done,
  };
}

async function write(host: Host, path: string, text: string, user: User, exists: boolean): Promise<void> {
  const owner = { uid: user.uid, gid: user.gid };
  if (exists) return host.files.write(path, text, {}, { inHome: user });
  // sshd takes no keys from a directory that others can write to. One that is there already is left as it is.
  if (path.startsWith(`${user.home}/`) && !(await host.files.stat(parentOf(path))))
    await host.files.makeDirectory(parentOf(path), { ...owner, mode: 0o700 }, { parents: true });
  await host.files.write(path, text, { ...owner, mode: 0o600 }, { inHome: user });
}
