import { Arg } from '@fleet/arguments';
import { fullImageName, imageIds, imageProblem, runDocker, shortId } from '@fleet/containers';
import { StepFailed, defineState } from '../definition.js';
import { impossible, oldNew, step } from '../step.js';
import { refused } from './parts/refused.js';

export class DockerImageAbsentArgs {
  @Arg({ doc: 'The image: name, name:tag, name@digest or id; latest without a tag.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Instead of the name: several images.', type: 'string or list', optional: true })
  images?: string[];

  @Arg({ doc: 'Also where a stopped container is made from it.', type: 'boolean', default: false })
  force!: boolean;
}

export const absent = defineState({
  name: 'docker_image.absent',
  doc: 'Keep images from being on this machine. Docker refuses to remove what a running container is made from, and names it.',
  args: DockerImageAbsentArgs,
  example: `remove old images:
  docker_image.absent:
    - images:
      - alpine:3.18
      - alpine:3.19
`,
  async plan(host, want, context) {
    const given = want.images ?? [want.name];
    const problem = given.map(imageProblem).find((sentence) => sentence !== undefined);
    if (problem) return impossible(problem);
    const names = given.map(fullImageName);
    const found = await imageIds(host, names);
    if ('ok' in found) return refused(found, context);
    const steps = [...found].map(([name, id]) =>
      step(`remove ${name}`, { [name]: oldNew(shortId(id), null) }, async (machine) => {
        const answer = await runDocker(machine, ['rmi', ...(want.force ? ['--force'] : []), name]);
        if (!answer.ok) throw new StepFailed(answer.sentence);
      }),
    );
    return { steps, already: `${names.join(', ')}: not on this machine` };
  },
});
