import { Arg, NotSupported } from '@fleet/arguments';

@NotSupported({
  skip_verify: 'a unit that does not exist is refused; order the state after what brings it.',
  runtime: 'what is set holds over a reboot; leave it out.',
  unmask_runtime: '`unmask: True` lifts both kinds of masks.',
  timeout: 'systemd has its own, TimeoutStartSec= and TimeoutStopSec= of the unit.',
})
export class ServiceArgs {
  @Arg({ doc: 'Unit, with or without .service; a glob such as app@* means every unit that matches.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Accepted for trees that set it: units are found by name alone.', type: 'string', optional: true })
  sig?: string;
}
