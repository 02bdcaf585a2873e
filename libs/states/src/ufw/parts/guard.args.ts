import { Arg } from '@fleet/arguments';

/** How a change that may cut the machine off is proved not to have done so. */
export class UfwGuardArgs {
  @Arg({
    doc: 'The master must still be reachable by a new connection; False where there is none, and `check` is what proves it.',
    type: 'boolean',
    default: true,
  })
  check_master!: boolean;

  @Arg({ doc: 'What must be reachable besides, each as host:port.', type: 'string or list', optional: true })
  check?: string[];

  @Arg({
    doc: 'When the machine undoes it by itself, should nobody live to tell it not to: at least 20 seconds.',
    type: 'duration',
    default: 60,
  })
  revert_after!: number;
}

/** For the function: durations are given in seconds. */
export function guardOf({ check_master, check, revert_after }: UfwGuardArgs): object {
  return { check_master, check, revert_after: `${revert_after}ms` };
}
