import type { CommandRow } from './commands.js';

export const jobLogCommand: CommandRow = {
  name: 'jobs log',
  operands: '<jid>',
  about:
    'Show the log of a job: what its minions said while it ran, line by line, and what came of it on each. Times are UTC.',
  options: [
    { flags: '--minion <id>', about: 'what this minion said, and nothing of the others' },
    { flags: '-f, --follow', about: 'stay until the job has ended' },
  ],
  examples: [
    'fleetctl jobs log 20260101120000000000',
    'fleetctl jobs log 20260101120000000000 --minion miner-01',
    'fleetctl jobs log 20260101120000000000 -f',
    'fleetctl jobs log 20260101120000000000 --out ndjson',
  ],
  run: async (session, operands, options) =>
    (await import('../commands/job-log.js')).showJobLog(session, operands[0] as string, options),
};
