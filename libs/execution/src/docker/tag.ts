import { Arg } from '@fleet/arguments';
import { fullImageName } from '@fleet/containers';
import { defineFunction } from '../definition.js';
import { demandName, done } from './said.js';

export class DockerTagArgs {
  @Arg({ doc: 'The image: name or id.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The new name, without a tag.', type: 'string' })
  repository!: string;

  @Arg({ doc: 'Its tag.', type: 'string', default: 'latest' })
  tag!: string;
}

export const tag = defineFunction({
  name: 'docker.tag',
  doc: 'Give an image another name; answers it.',
  args: DockerTagArgs,
  example: 'docker.tag 593025322ded registry.example.org/app tag=2.1',
  async run(host, want) {
    const name = fullImageName(demandName('image', `${want.repository}:${want.tag}`));
    await done(host, ['tag', demandName('image', want.name), name]);
    return name;
  },
});
