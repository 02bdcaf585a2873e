import type { CommandRow } from './commands.js';

const because = { flags: '--because <why>', about: 'what others read about it' };

/** `fleetctl TARGET FUNCTION --batch 10%` makes a rollout; these are what is done with it then. */
export const rolloutCommands: readonly CommandRow[] = [
  {
    name: 'rollout list',
    operands: '',
    about: 'Show the rollouts that go on; with --all also those that have ended, the newest first.',
    options: [
      { flags: '-a, --all', about: 'those that have ended too' },
      { flags: '-n, --limit <count>', about: 'with --all: how many', fallback: '25' },
    ],
    examples: ['fleetctl rollout list', 'fleetctl rollout list --all --out json'],
    run: async (session, _operands, options) => (await import('../commands/rollout.js')).listRollouts(session, options),
  },
  {
    name: 'rollout show',
    operands: '<id>',
    about: 'Show a rollout: what was asked, how far it has come, and wave by wave who failed.',
    examples: ['fleetctl rollout show 3f2a91c04d', 'fleetctl rollout show 3f2a91c04d --out json'],
    run: async (session, operands) =>
      (await import('../commands/rollout.js')).showRollout(session, operands[0] as string),
  },
  {
    name: 'rollout watch',
    operands: '<id>',
    about: 'Come back to a rollout that goes on, as if it had been started here. Ctrl-C leaves it alone.',
    examples: ['fleetctl rollout watch 3f2a91c04d'],
    run: async (session, operands) =>
      (await import('../rollout/watch.js')).rejoinRollout(session, operands[0] as string),
  },
  {
    name: 'rollout pause',
    operands: '<id>',
    about: 'Let no further wave begin, and nothing go back; the wave that runs goes on.',
    options: [because],
    examples: ['fleetctl rollout pause 3f2a91c04d --because slow'],
    run: async (session, operands, options) =>
      (await import('../commands/rollout.js')).decideRollout(session, 'pause', operands[0] as string, options),
  },
  {
    name: 'rollout resume',
    operands: '<id>',
    about: 'Go on with one that is paused, where it was; gates have to hold anew.',
    examples: ['fleetctl rollout resume 3f2a91c04d'],
    run: async (session, operands, options) =>
      (await import('../commands/rollout.js')).decideRollout(session, 'resume', operands[0] as string, options),
  },
  {
    name: 'rollout abort',
    operands: '<id>',
    about:
      'End one for good. The wave that runs is withdrawn from minions that have not got it. With --revert those that had their wave apply the state tree that they had before; the pillar stays as it is.',
    options: [{ flags: '--revert', about: 'go back to the state tree of before' }, because],
    examples: ['fleetctl rollout abort 3f2a91c04d', 'fleetctl rollout abort 3f2a91c04d --revert --because mistaken'],
    run: async (session, operands, options) =>
      (await import('../commands/rollout.js')).decideRollout(session, 'abort', operands[0] as string, options),
  },
];
