import { Arg } from '@fleet/arguments';
import { UfwGuardArgs } from './guard.args.js';

/** What a state of a rule takes; what is not said is any. */
export class UfwRuleStateArgs extends UfwGuardArgs {
  @Arg({ doc: 'What the rule is for; nothing but the ID of the state.', type: 'string' })
  name!: string;

  @Arg({
    doc: 'What happens to what fits.',
    type: 'string',
    oneOf: ['allow', 'deny', 'reject', 'limit'],
    default: 'allow',
  })
  action!: string;

  @Arg({
    doc: 'Port that is reached: 22, 22/tcp, 6000:6007/udp, 80,443/tcp, or the name of a service.',
    type: 'string',
    optional: true,
  })
  port?: string;

  @Arg({ doc: 'Address or network that it comes from.', type: 'string', default: 'any' })
  from!: string;

  @Arg({ doc: 'Port that it comes from.', type: 'string', optional: true })
  from_port?: string;

  @Arg({ doc: 'Address or network that it goes to.', type: 'string', default: 'any' })
  to!: string;

  @Arg({ doc: 'Protocol, such as tcp or udp.', type: 'string', optional: true })
  proto?: string;

  @Arg({ doc: 'Profile of an application instead of a port, such as OpenSSH.', type: 'string', optional: true })
  app?: string;

  @Arg({ doc: 'Whether what comes in or what goes out is meant.', type: 'string', oneOf: ['in', 'out'], default: 'in' })
  direction!: string;

  @Arg({
    doc: 'Network interface that it passes; of a routed rule, the one that it comes in by.',
    type: 'string',
    optional: true,
  })
  interface?: string;

  @Arg({ doc: 'For what passes through this machine to another.', type: 'boolean', default: false })
  route!: boolean;

  @Arg({ doc: 'Interface that a routed packet goes out by.', type: 'string', optional: true })
  interface_out?: string;

  @Arg({
    doc: 'Log it: each new connection, or all packets.',
    type: 'string',
    oneOf: ['no', 'new', 'all'],
    default: 'no',
  })
  log!: string;
}
