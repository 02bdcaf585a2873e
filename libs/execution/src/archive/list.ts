import { Arg, NotSupported } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { formatOf, membersOf, type ArchiveFormat, type Member } from './members.js';
import { ArchiveSourceArgs, localArchive } from './source.args.js';

@NotSupported({
  options: 'tar finds out itself how an archive is packed.',
  source_hash: 'fetch it with `cp.get_url` and its `source_hash` first.',
  use_etag: 'what is fetched is fetched anew.',
  clean: 'remove what is cached with `file.remove`.',
})
export class ArchiveListArgs extends ArchiveSourceArgs {
  @Arg({ doc: 'Kind of archive; default: by its name.', type: 'string', oneOf: ['tar', 'zip'], optional: true })
  archive_format?: ArchiveFormat;

  @Arg({ doc: 'How many leading steps to take from each name; what has no more is left out.', type: 'int', default: 0 })
  strip_components!: number;

  @Arg({ doc: 'Answer directories, files and links apart, and what is at the top.', type: 'boolean', default: false })
  verbose!: boolean;
}

export const list = defineFunction({
  name: 'archive.list',
  doc: 'The names of what an archive holds, directories with a slash at their end.',
  args: ArchiveListArgs,
  example: 'archive.list /tmp/app.tar.gz verbose=True',
  async run(host, want, context) {
    const path = await localArchive(host, context, want);
    const all = await membersOf(host, path, want.archive_format ?? formatOf(want.name));
    const members = all.flatMap((member) => stripped(member, want.strip_components) ?? []);
    if (!want.verbose) return members.map(({ name }) => name);
    const of = (kind: Member['kind']): string[] =>
      members
        .filter((member) => member.kind === kind)
        .map(({ name }) => name)
        .sort();
    const top = (names: readonly string[]): string[] => names.filter((name) => !name.replace(/\/$/, '').includes('/'));
    const [dirs, files, links] = [of('directory'), of('file'), of('link')];
    // Archives need not hold the directories that their files lie in.
    const above = members.flatMap(({ name }) => (/\/./.test(name) ? [`${name.split('/')[0] as string}/`] : []));
    return new Map<Value, Value>([
      ['dirs', dirs],
      ['files', files],
      ['links', links],
      ['top_level_dirs', [...new Set([...top(dirs), ...above])].sort()],
      ['top_level_files', top(files)],
      ['top_level_links', top(links)],
    ]);
  },
});

function stripped(member: Member, steps: number): Member | undefined {
  const name = member.name.split('/').slice(Math.max(0, steps)).join('/');
  return name === '' ? undefined : { ...member, name };
}
