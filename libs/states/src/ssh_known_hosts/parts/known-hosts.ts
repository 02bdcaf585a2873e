import { Arg } from '@fleet/arguments';
import { leadsAstray } from '@fleet/edits';
import type { HostView, User } from '@fleet/platform';
import type { StateContext } from '../../definition.js';

export class KnownHostArgs {
  @Arg({ doc: 'Name or address of the host.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Account whose list is meant; default: the list of the machine.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'The list: absolute, or relative to the home of the account.', type: 'string', optional: true })
  config?: string;

  @Arg({ doc: 'Port of the host, where it is not 22.', type: 'int', optional: true })
  port?: number;
}

/** The list that is meant and whose it is; a sentence where it cannot be, or where its account is missing. */
export async function listOf(
  host: HostView,
  want: KnownHostArgs,
): Promise<
  { readonly path: string; readonly user?: User } | { readonly impossible: string } | { readonly missing: string }
> {
  if (want.user === undefined)
    return want.config === undefined || want.config.startsWith('/')
      ? { path: want.config ?? '/etc/ssh/ssh_known_hosts' }
      : { impossible: '`config` must be an absolute path where there is no `user`' };
  const user = await host.accounts.user(want.user);
  if (!user) return { missing: `the account ${want.user} does not exist` };
  const named = want.config ?? '.ssh/known_hosts';
  const path = named.startsWith('/') ? named : `${user.home}/${named}`;
  const astray = await leadsAstray(host, path, user);
  return astray === undefined ? { path, user } : { impossible: astray };
}

/** What nobody can tell yet in a dry run, for an account that an earlier state makes. */
export function notYet(
  sentence: string,
  context: StateContext,
): { verdict: null; comment: string } | { impossible: string } {
  return context.test ? { verdict: null, comment: `${sentence} yet` } : { impossible: sentence };
}
