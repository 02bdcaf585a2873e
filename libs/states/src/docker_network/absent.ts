import { Arg } from '@fleet/arguments';
import { askDocker, inspected, nameProblem, runDocker } from '@fleet/containers';
import { StepFailed, defineState } from '../definition.js';
import { already, impossible, oldNew, step } from '../step.js';
import { refused } from '../docker_image/parts/refused.js';

export class DockerNetworkAbsentArgs {
  @Arg({ doc: 'Its name.', type: 'string' })
  name!: string;
}

export const absent = defineState({
  name: 'docker_network.absent',
  doc: 'Keep a docker network from being there. One that containers use is left, and they are named; Salt would cut them off.',
  args: DockerNetworkAbsentArgs,
  example: `backend:
  docker_network.absent: []
`,
  async plan(host, want, context) {
    const problem = nameProblem('network', want.name);
    if (problem) return impossible(problem);
    const found = await askDocker(host, ['network', 'inspect', want.name]);
    if (!found.ok)
      return found.code === 'not-found' ? already(`there is no network ${want.name}`) : refused(found, context);
    const network = inspected(found.stdout)[0] as { Containers?: Record<string, { Name: string }> } | undefined;
    const users = Object.values(network?.Containers ?? {}).map(({ Name }) => Name);
    if (users.length > 0) return impossible(`the network ${want.name} is used by ${users.join(', ')}: stop that first`);
    const act = step(`remove the network ${want.name}`, { [want.name]: oldNew('present', null) }, async (machine) => {
      const answer = await runDocker(machine, ['network', 'rm', want.name]);
      if (!answer.ok) throw new StepFailed(answer.sentence);
    });
    return { steps: [act], already: '' };
  },
});
