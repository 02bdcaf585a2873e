import { Arg, modeText, NotSupported } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { ownershipOf } from './owner.js';

@NotSupported({
  attrs: 'set them with `cmd.run` and `chattr`.',
  seuser: 'set the context with `cmd.run` and `restorecon`.',
  serole: 'set the context with `cmd.run` and `restorecon`.',
  setype: 'set the context with `cmd.run` and `restorecon`.',
  serange: 'set the context with `cmd.run` and `restorecon`.',
})
export class FileCheckPermsArgs {
  @Arg({ doc: 'Absolute path of the entry.', type: 'string' })
  name!: string;

  @Arg({ doc: "An earlier answer to go on with: name, changes, comment, result; '{}' begins anew.", type: 'mapping' })
  ret!: ValueMap;

  @Arg({ doc: 'Account that shall own it.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'Group that it shall belong to.', type: 'string', optional: true })
  group?: string;

  @Arg({ doc: "Permission bits that it shall have, such as '0644'.", type: 'mode', optional: true })
  mode?: number;

  @Arg({ doc: 'Of a symlink, what it leads to.', type: 'boolean', default: false })
  follow_symlinks!: boolean;
}

export const checkPerms = defineFunction({
  name: 'file.check_perms',
  doc: 'Set owner and mode of an entry where they differ: an answer with the changes, and owner and mode that it had.',
  args: FileCheckPermsArgs,
  example: "file.check_perms /etc/sudoers '{}' root root 0400",
  async run(host, want) {
    const path = absolutePath(want.name);
    const stats = await (want.follow_symlinks ? host.files.statTarget(path) : host.files.stat(path));
    if (!stats) throw new FunctionRefused('not-found', `there is no ${path}`);
    const ownership = await ownershipOf(host, want);
    const changes: ValueMap = new Map();
    if (ownership.uid !== undefined && ownership.uid !== stats.uid) changes.set('user', want.user ?? '');
    if (ownership.gid !== undefined && ownership.gid !== stats.gid) changes.set('group', want.group ?? '');
    if (ownership.mode !== undefined && ownership.mode !== stats.mode && stats.kind !== 'symlink')
      changes.set('mode', modeText(ownership.mode));
    if (changes.size > 0) await host.files.setOwnership(path, ownership, { follow: want.follow_symlinks });
    const [user, group] = await Promise.all([host.accounts.userById(stats.uid), host.accounts.groupById(stats.gid)]);
    const had = new Map<Value, Value>([
      ['luser', user?.name ?? stats.uid],
      ['lgroup', group?.name ?? stats.gid],
      ['lmode', modeText(stats.mode)],
    ]);
    const before = want.ret.get('changes');
    return [
      new Map<Value, Value>([
        ['name', want.name],
        ['changes', new Map([...(before instanceof Map ? before : []), ...changes])],
        ['comment', want.ret.get('comment') ?? []],
        ['result', want.ret.get('result') ?? true],
      ]),
      had,
    ];
  },
});
