import { Arg } from '@fleet/arguments';

export class DockerContainerArgs {
  @Arg({ doc: 'Name or id of the container.', type: 'string' })
  name!: string;
}
