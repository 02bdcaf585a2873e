import { Arg } from '@fleet/arguments';
import { networkWords } from '@fleet/containers';
import { fromPlain, type ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { demandName, done } from './said.js';

export class DockerCreateNetworkArgs {
  @Arg({ doc: 'Its name.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The driver.', type: 'string', default: 'bridge' })
  driver!: string;

  @Arg({ doc: 'Options of the driver.', type: 'mapping', optional: true })
  driver_opts?: ValueMap;

  @Arg({ doc: 'Subnet, such as 10.20.0.0/24.', type: 'string', optional: true })
  subnet?: string;

  @Arg({ doc: 'Gateway in the subnet.', type: 'string', optional: true })
  gateway?: string;

  @Arg({ doc: 'Without a way out.', type: 'boolean', default: false })
  internal!: boolean;

  @Arg({ doc: 'With IPv6.', type: 'boolean', default: false })
  enable_ipv6!: boolean;

  @Arg({ doc: 'Containers may be attached by hand.', type: 'boolean', default: false })
  attachable!: boolean;

  @Arg({ doc: 'Labels.', type: 'mapping', optional: true })
  labels?: ValueMap;
}

export const createNetwork = defineFunction({
  name: 'docker.create_network',
  doc: 'Make a network; answers its Id.',
  args: DockerCreateNetworkArgs,
  example: 'docker.create_network backend subnet=10.20.0.0/24',
  async run(host, want) {
    const name = demandName('network', want.name);
    const words = networkWords(name, { ...want, options: want.driver_opts, ipv6: want.enable_ipv6 });
    return fromPlain({ Id: (await done(host, words)).trim() });
  },
});
