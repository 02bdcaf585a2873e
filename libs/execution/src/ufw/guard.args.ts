import { Arg } from '@fleet/arguments';

/** How a change that may cut the machine off is proved not to have done so. */
export class GuardArgs {
  check_master!: boolean;
  check?: string[];
  revert_after!: number;
}

/** Declares them behind what a class has of its own, which is what people give without names. */
export function declareGuard(target: GuardArgs): void {
  Arg({
    doc: 'The master must still be reachable; False where there is none, and `check` is what proves it.',
    type: 'boolean',
    default: true,
  })(target, 'check_master');
  Arg({
    doc: 'What must be reachable besides, each as host:port.',
    type: 'string or list',
    optional: true,
  })(target, 'check');
  Arg({
    doc: 'When the machine undoes it by itself, should nobody live to tell it not to: at least 20 seconds.',
    type: 'duration',
    default: 60,
  })(target, 'revert_after');
}
