import { Arg } from '@fleet/arguments';
import { asJson, jsonLines } from '@fleet/containers';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { asked } from './said.js';

export class DockerImagesArgs {
  @Arg({ doc: 'Only those of this name, with or without a tag.', type: 'string', default: '' })
  name!: string;

  @Arg({ doc: 'Those between the layers, too.', type: 'boolean', default: false })
  all!: boolean;
}

export const images = defineFunction({
  name: 'docker.images',
  doc: 'The images on this machine: id → its names with their tags (RepoTags), digests, size and age.',
  args: DockerImagesArgs,
  example: 'docker.images',
  looks: true,
  async run(host, want) {
    const filter = want.name === '' ? [] : ['--filter', `reference=${want.name}`];
    const words = ['images', '--no-trunc', '--digests', ...(want.all ? ['--all'] : []), ...filter, ...asJson];
    const found: Record<
      string,
      { Id: string; RepoTags: string[]; RepoDigests: string[]; Size: string; Created: string }
    > = {};
    for (const row of jsonLines(await asked(host, words))) {
      const id = row['ID'] ?? '';
      const one = (found[id] ??= {
        Id: id,
        RepoTags: [],
        RepoDigests: [],
        Size: row['Size'] ?? '',
        Created: row['CreatedAt'] ?? '',
      });
      const [name, tag, digest] = [row['Repository'], row['Tag'], row['Digest']];
      if (tag !== '<none>') one.RepoTags.push(`${name ?? ''}:${tag ?? ''}`);
      if (digest !== '<none>') one.RepoDigests.push(`${name ?? ''}@${digest ?? ''}`);
    }
    return fromPlain(found);
  },
});
