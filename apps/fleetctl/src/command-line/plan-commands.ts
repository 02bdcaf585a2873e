import type { CommandRow } from './commands.js';

/** What state.plan --save wrote, looked at and done. */
export const planCommands: readonly CommandRow[] = [
  {
    name: 'plan',
    operands: '<file>',
    about: 'Show a plan that state.plan --save wrote: every change, what is destroyed, for whom and until when.',
    examples: ['fleetctl plan friday.plan', 'fleetctl plan friday.plan --out json'],
    run: async (session, operands) => (await import('../commands/plan.js')).showPlan(session, operands[0] as string),
  },
  {
    name: 'apply',
    operands: '<file> [minions...]',
    about:
      'Apply a plan: exactly that, or on a minion where something moved since nothing at all. Shows what will happen and asks first. MINIONS are ids or globs, to begin with some.',
    options: [
      { flags: '-y, --yes', about: 'do not ask' },
      { flags: '--async', about: 'print the jid and leave: it goes on by itself' },
    ],
    examples: [
      'fleetctl apply friday.plan',
      "fleetctl apply friday.plan 'miner-0*'",
      'fleetctl apply friday.plan --yes',
      'fleetctl apply friday.plan --yes --async',
    ],
    run: async (session, operands, options) =>
      (await import('../commands/apply.js')).applyPlanFile(session, operands, {
        yes: options['yes'] === true,
        async: options['async'] === true,
      }),
  },
];
