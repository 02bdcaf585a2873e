import { Arg } from '@fleet/arguments';
import { ServiceArgs } from './parts/service.args.js';

export class ServiceRunningArgs extends ServiceArgs {
  @Arg({
    doc: 'Start it at boot (True), or not (False); not given, that is left alone.',
    type: 'boolean',
    optional: true,
  })
  enable?: boolean;

  @Arg({ doc: 'How long to wait after a start before looking whether it is still up.', type: 'duration', default: 0 })
  init_delay!: number;

  @Arg({
    doc: 'When something it watches changes, reload it instead of restarting it.',
    type: 'boolean',
    default: false,
  })
  reload!: boolean;

  @Arg({
    doc: 'When something it watches changes, stop and start it; the default, unless reload is set.',
    type: 'boolean',
    default: false,
  })
  full_restart!: boolean;

  @Arg({ doc: 'Unmask a masked unit.', type: 'boolean', default: false })
  unmask!: boolean;

  @Arg({ doc: 'Accepted for trees that set it; systemctl always waits for the job.', type: 'boolean', optional: true })
  no_block?: boolean;
}
