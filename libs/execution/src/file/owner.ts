import type { HostView, Ownership } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';

/** Who is to own an entry, and with which permission bits; what is not given stays as it is. */
export interface OwnerWish {
  readonly user?: string | undefined;
  readonly group?: string | undefined;
  readonly mode?: number | undefined;
}

/**
 * The ids behind names; a number is taken for an id where no account has it for a name. What is not given stays as it is.
 * @throws FunctionRefused `not-found` for an account that does not exist: nothing has been changed by then
 */
export async function ownershipOf(host: HostView, want: OwnerWish): Promise<Ownership> {
  const uid = given(want.user)
    ? await idOf('user', want.user, async (name) => (await host.accounts.user(name))?.uid)
    : undefined;
  const gid = given(want.group)
    ? await idOf('group', want.group, async (name) => (await host.accounts.group(name))?.gid)
    : undefined;
  return {
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    ...(want.mode === undefined ? {} : { mode: want.mode }),
  };
}

/** Salt's formulas write an empty text for "leave it". */
function given(name: string | undefined): name is string {
  return name !== undefined && name !== '';
}

async function idOf(
  kind: 'user' | 'group',
  name: string,
  find: (name: string) => Promise<number | undefined>,
): Promise<number> {
  const id = (await find(name)) ?? (/^[0-9]{1,10}$/.test(name) ? Number(name) : undefined);
  if (id === undefined) throw new FunctionRefused('not-found', `the ${kind} ${name} does not exist`);
  return id;
}
