import { Arg, NotSupported } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';

@NotSupported({
  containers: 'containers are put into networks where they are made: compose, or docker run --network.',
  reconnect: 'see containers; leave it out.',
  skip_translate: 'nothing is translated; leave it out.',
  ignore_collisions: 'nothing is translated; leave it out.',
  validate_ip_addrs: 'docker checks addresses; leave it out.',
  ipam: 'give subnet and gateway.',
  ipam_pools: 'give subnet and gateway.',
  ipam_driver: 'the usual one is used; leave it out.',
  ipam_opts: 'the usual driver has none; leave it out.',
  scope: 'swarms are not kept here; leave it out.',
  ingress: 'swarms are not kept here; leave it out.',
})
export class DockerNetworkPresentArgs {
  @Arg({ doc: 'Its name.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The driver.', type: 'string', default: 'bridge' })
  driver!: string;

  @Arg({ doc: 'Options of the driver, such as com.docker.network.driver.mtu: 1400.', type: 'mapping', optional: true })
  driver_opts?: ValueMap;

  @Arg({
    doc: 'Subnet, such as 10.20.0.0/24; not given, docker chooses one, and any is right.',
    type: 'string',
    optional: true,
  })
  subnet?: string;

  @Arg({ doc: 'Gateway in the subnet; not given, any is right.', type: 'string', optional: true })
  gateway?: string;

  @Arg({ doc: 'Without a way out.', type: 'boolean', default: false })
  internal!: boolean;

  @Arg({ doc: 'Containers may be attached by hand, in swarms.', type: 'boolean', default: false })
  attachable!: boolean;

  @Arg({ doc: 'With IPv6.', type: 'boolean', default: false })
  enable_ipv6!: boolean;

  @Arg({ doc: 'Labels that it is to have, among others.', type: 'mapping', optional: true })
  labels?: ValueMap;
}
