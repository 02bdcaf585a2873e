import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { ComposeArgs } from './compose.args.js';
import { projectOf } from './project.js';

export const config = defineFunction({
  name: 'compose.config',
  doc: 'Whether compose takes the files, and what it read: the program and its version, the name of the project, service → image. Variables are not told, they may be secrets.',
  args: ComposeArgs,
  example: 'compose.config /srv/app',
  looks: true,
  async run(host, want) {
    const { program, version, project, services } = await projectOf(host, want);
    const images = Object.fromEntries(services.map(({ name, image }) => [name, image === '' ? null : image]));
    return fromPlain({ program, version, project, services: images });
  },
});
