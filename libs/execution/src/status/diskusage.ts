import { Rest } from '@fleet/arguments';
import { HostRefusal } from '@fleet/platform';
import { mounts } from '@fleet/storage';
import { matchGlob } from '@fleet/targeting';
import type { Value, ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';

export class StatusDiskusageArgs {
  @Rest({ doc: 'Paths, and types of file systems, which may be globs; all file systems without.', of: 'positional' })
  args: Value[] = [];
}

export const diskusage = defineFunction({
  name: 'status.diskusage',
  doc: 'Bytes of file systems: `total` and `available`, by the path or the place where each is mounted.',
  args: StatusDiskusageArgs,
  example: 'status.diskusage / ext?',
  looks: true,
  async run(host, { args }) {
    const words = args.map(String);
    const paths = words.filter((word) => word.startsWith('/'));
    const kinds = words.length === 0 ? ['*'] : words.filter((word) => !word.startsWith('/'));
    const places = kinds.length === 0 ? [] : await mounts(host);
    const chosen = places.filter(({ type }) => kinds.some((kind) => matchGlob(kind, type)));
    const found: ValueMap = new Map();
    for (const path of paths) found.set(path, await spaceOf(path));
    for (const { place } of chosen) {
      // What is mounted may be hidden below something else, or be nobody's to look at.
      const space = await spaceOf(place).catch((cause: unknown) => {
        if (cause instanceof HostRefusal) return undefined;
        throw cause;
      });
      if (space) found.set(place, space);
    }
    return found;

    async function spaceOf(path: string): Promise<ValueMap> {
      const { total, available } = await host.files.space(path);
      return new Map([
        ['available', available],
        ['total', total],
      ]);
    }
  },
});
