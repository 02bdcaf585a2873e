import { Arg, NotSupported } from '@fleet/arguments';
import { fullImageName, imageIds } from '@fleet/containers';
import type { HostView } from '@fleet/platform';
import { fromPlain } from '@fleet/values';
import { FunctionRefused, defineFunction } from '../definition.js';
import { demandName, done } from './said.js';

@NotSupported({
  insecure_registry: 'the engine has its own list, insecure-registries in /etc/docker/daemon.json.',
  api_response: 'there is no API here; leave it out.',
})
export class DockerPullArgs {
  @Arg({ doc: 'The image: name, name:tag or name@digest; without a tag, latest.', type: 'string' })
  image!: string;

  @Arg({ doc: 'How long it may take.', type: 'duration', default: '30m' })
  client_timeout!: number;
}

export const pull = defineFunction({
  name: 'docker.pull',
  doc: 'Fetch an image from its registry, with the credentials that `docker login` has left for root; answers its id, and whether that is a new one.',
  args: DockerPullArgs,
  example: 'docker.pull alpine:3.20',
  async run(host, want, context) {
    const name = fullImageName(demandName('image', want.image));
    const before = await idOf(host, name);
    await done(host, ['pull', '--quiet', name], { timeout: want.client_timeout, signal: context.signal });
    const after = await idOf(host, name);
    return fromPlain({
      Image: name,
      Id: after,
      Status: before === after ? 'Image is up to date' : 'Downloaded newer image',
    });
  },
});

async function idOf(host: HostView, name: string): Promise<string> {
  const ids = await imageIds(host, [name]);
  if ('ok' in ids) throw new FunctionRefused('failed', ids.sentence);
  return ids.get(name) ?? '';
}
