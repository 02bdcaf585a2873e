import type { CommandRow } from './commands.js';
import { detailedExitcode } from './options.js';

const pending = { ...detailedExitcode, about: 'exit with 7 where something has drifted' };
const known = {
  ...detailedExitcode,
  about: 'exit with 7 where something has drifted, 1 where a check failed, 4 where a minion was never checked',
};

/** `schedule` in master.yaml says what is checked when; these show what came of it. */
export const driftCommands: readonly CommandRow[] = [
  {
    name: 'drift',
    operands: '',
    about:
      'Show what on the fleet is not as it is wished: corrective where the machine moved, intentional where the wish did (tree, pillar or grains).',
    options: [
      { flags: '--minion <glob>', about: 'of these minions' },
      { flags: '--sls <glob>', about: 'of these SLS' },
      { flags: '--kind <kind>', about: 'why it drifted', choices: ['corrective', 'intentional', 'unknown'] },
      { flags: '--since <time>', about: 'found first at that time or later: 2h, 7d, 2026-01-21T03:30' },
      known,
    ],
    examples: [
      'fleetctl drift',
      "fleetctl drift --sls 'cortensord*' --since 24h",
      'fleetctl drift --kind corrective --out json',
      'fleetctl drift --detailed-exitcode -q',
    ],
    run: async (session, _operands, options) => (await import('../commands/drift.js')).listDrift(session, options),
  },
  {
    name: 'drift show',
    operands: '<minion>',
    about: 'Show what has drifted on one minion, with diffs, and when it was checked.',
    options: [known],
    examples: ['fleetctl drift show miner-01', 'fleetctl drift show miner-01 --out json'],
    run: async (session, operands, options) =>
      (await import('../commands/drift.js')).showDrift(session, operands[0] as string, options),
  },
  {
    name: 'drift check',
    operands: '<target> [sls...]',
    about: 'Check minions now: a dry run of the highstate, or of these SLS, whose outcome fleetctl drift shows.',
    options: [pending],
    examples: ["fleetctl drift check '*'", 'fleetctl drift check -L miner-01,miner-02 cortensord'],
    run: async (session, operands, options) =>
      (await import('../drift/check.js')).checkDrift(session, operands, options),
  },
  {
    name: 'schedule list',
    operands: '',
    about: 'Show what the master does by itself, when it did so last, and when it is due next.',
    examples: ['fleetctl schedule list', 'fleetctl schedule list --out json'],
    run: async (session) => (await import('../commands/schedule.js')).listSchedule(session),
  },
  {
    name: 'schedule show',
    operands: '<name>',
    about: 'Show one thing that the master does by itself.',
    examples: ['fleetctl schedule show drift'],
    run: async (session, operands) =>
      (await import('../commands/schedule.js')).showSchedule(session, operands[0] as string),
  },
  {
    name: 'schedule run',
    operands: '<name>',
    about: 'Let the master do it now, whatever its times say; its next time stays what it is.',
    examples: ['fleetctl schedule run drift'],
    run: async (session, operands) =>
      (await import('../commands/schedule.js')).runSchedule(session, operands[0] as string),
  },
  {
    name: 'schedule enable',
    operands: '<name>',
    about: 'Let the master do it by itself, whatever its configuration says.',
    examples: ['fleetctl schedule enable nightly'],
    run: async (session, operands) =>
      (await import('../commands/schedule.js')).enableSchedule(session, operands[0] as string, true),
  },
  {
    name: 'schedule disable',
    operands: '<name>',
    about: 'Let the master leave it, whatever its configuration says; what runs goes on.',
    examples: ['fleetctl schedule disable nightly'],
    run: async (session, operands) =>
      (await import('../commands/schedule.js')).enableSchedule(session, operands[0] as string, false),
  },
];
