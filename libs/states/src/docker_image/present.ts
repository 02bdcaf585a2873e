import { Arg, NotSupported } from '@fleet/arguments';
import { fullImageName, imageIds, imageProblem, runDocker, shortId } from '@fleet/containers';
import { StepFailed, defineState } from '../definition.js';
import { already, impossible, oldNew, step } from '../step.js';
import { refused } from './parts/refused.js';

@NotSupported({
  build: 'build it where images are made, and pull it; or build it with cmd.run.',
  sls: 'images are not made of states here; build it where images are made, and pull it.',
  load: 'load it with cmd.run: docker load -i FILE, unless: docker image inspect NAME.',
  insecure_registry: 'the engine has its own list, insecure-registries in /etc/docker/daemon.json.',
})
export class DockerImagePresentArgs {
  @Arg({
    doc: 'The image: name, name:tag or name@digest, with its registry where that is not the usual one.',
    type: 'string',
  })
  name!: string;

  @Arg({ doc: 'Its tag, where it is not in the name; latest without any.', type: 'string', optional: true })
  tag?: string;

  @Arg({
    doc: 'Ask the registry at every run whether the name means a newer image now.',
    type: 'boolean',
    default: false,
  })
  force!: boolean;

  @Arg({ doc: 'How long a pull may take.', type: 'duration', default: '30m' })
  client_timeout!: number;
}

export const present = defineState({
  name: 'docker_image.present',
  doc: 'Keep an image on this machine, pulled with the credentials that `docker login` has left for root. With force, whether the registry has something newer is only known by asking it, so a dry run cannot tell.',
  args: DockerImagePresentArgs,
  example: `alpine:
  docker_image.present:
    - tag: '3.20'
`,
  async plan(host, want, context) {
    const written = want.tag === undefined ? want.name : `${want.name}:${want.tag}`;
    const problem = imageProblem(written);
    if (problem) return impossible(problem);
    const name = fullImageName(written);
    const before = await imageIds(host, [name]);
    if ('ok' in before) return refused(before, context);
    const id = before.get(name);
    if (id !== undefined && !want.force) return already(`the image ${name} is there`);
    const old = id === undefined ? null : shortId(id);
    return {
      steps: [
        step(`pull ${name}`, { [name]: oldNew(old, 'pulled') }, async (machine) => {
          const options = { timeout: want.client_timeout, signal: context.signal };
          const answer = await runDocker(machine, ['pull', '--quiet', name], options);
          if (!answer.ok) throw new StepFailed(answer.sentence);
          const after = await imageIds(machine, [name]);
          if ('ok' in after) throw new StepFailed(after.sentence);
          const now = after.get(name);
          if (now === undefined) throw new StepFailed(`docker pulled it, and does not have it under that name`);
          if (now === id)
            return { changes: new Map(), comment: `the registry has nothing newer than the ${name} that is there` };
          return {
            changes: new Map([
              [
                name,
                new Map([
                  ['old', old],
                  ['new', shortId(now)],
                ]),
              ],
            ]),
          };
        }),
      ],
      already: '',
    };
  },
});
