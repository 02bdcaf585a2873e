import type { CommandRow } from './commands.js';
import { targetOptions } from './target.js';
import type { OptionRow } from './options.js';

/** What selects lines, for all of these. */
const selecting: readonly OptionRow[] = [
  { flags: '--until <time>', about: 'only lines until then' },
  {
    flags: '--grep <pattern>',
    about: 'only lines in which this regular expression is found; minions look for it, in what may be shown',
  },
  { flags: '-i, --ignore-case', about: 'small and large letters are the same to --grep' },
  {
    flags: '--level <level>',
    about: 'only lines this grave or graver: emerg, alert, crit, err, warning, notice, info, debug',
  },
];

const meant = `TARGET is meant as with functions: a glob, or what ${targetOptions.map(({ flags }) => flags.slice(0, 2)).join(' ')} say.`;

export const logCommands: readonly CommandRow[] = [
  {
    name: 'logs',
    operands: '<target> <logs...>',
    about: `Show what units and log files wrote, of all minions merged by time; with -f, what they write, until Ctrl-C. LOGS are units (globs are fine) and paths below /var/log (log_directories of minion.yaml). ${meant} Secrets are redacted by the minions.`,
    options: [
      { flags: '-f, --follow', about: 'go on with what is written from now on' },
      {
        flags: '-n, --lines <count>',
        about: 'the newest so many lines of each minion: 50, with -f 10, with --since all (10000 at most)',
      },
      { flags: '--since <time>', about: 'only lines since then: 30m, 2h, 7d, or 2026-01-21T03:30' },
      ...selecting,
      { flags: '--rate <lines>', about: 'with -f: lines that a minion sends in a second at most', fallback: '200' },
    ],
    examples: [
      "fleetctl logs 'miner-*' cortensord@node_01 -f -n 50 --since 1h --grep ERROR --level err",
      "fleetctl logs 'miner-*' 'cortensord@*' --since 30m",
      "fleetctl logs web1 nginx /var/log/nginx/error.log --grep 'timeout|refused' -i",
      "fleetctl logs 'miner-*' 'cortensord@*' --since 1h --out ndjson",
    ],
    run: async (session, operands, options) =>
      (await import('../commands/logs.js')).showLogs(session, operands, options),
  },
  {
    name: 'logs rate',
    operands: '<target> <logs...>',
    about:
      'Show how many lines a minute each unit writes on each minion, the noisiest first. Minions count; no lines travel.',
    options: [{ flags: '--since <time>', about: 'of how much time', fallback: '10m' }, ...selecting],
    examples: ["fleetctl logs rate 'miner-*' 'cortensord@*'", "fleetctl logs rate '*' '*' --since 1h --level warning"],
    run: async (session, operands, options) =>
      (await import('../commands/logs.js')).showRates(session, operands, options),
  },
  {
    name: 'logs count',
    operands: '<target> <logs...>',
    about: 'Show how many lines there are in the fleet, by unit, minion or level. Minions count; no lines travel.',
    options: [
      { flags: '--by <what>', about: 'what is told apart', choices: ['unit', 'minion', 'level'], fallback: 'unit' },
      { flags: '--since <time>', about: 'of how much time', fallback: '1h' },
      ...selecting,
    ],
    examples: [
      "fleetctl logs count 'miner-*' 'cortensord@*' --by minion --grep ERROR",
      "fleetctl logs count 'miner-*' 'cortensord@*' --by level --since 24h --out json",
    ],
    run: async (session, operands, options) =>
      (await import('../commands/logs.js')).countLogs(session, operands, options),
  },
  {
    name: 'ps',
    operands: '[formula] [target]',
    about:
      'Show every instance of the fleet, what failed first: state, since when, restarts, memory, processor, ports, and by which keys its environment differs from what the pillar says (+ too much, - missing, ~ another value). Of one formula, or of all; on the minions that TARGET means, or on all. A narrow terminal has fewer columns.',
    examples: ['fleetctl ps', "fleetctl ps cortensord 'miner-*'", 'fleetctl ps cortensord --out json'],
    run: async (session, operands, options) =>
      (await import('../commands/ps.js')).showInstances(session, operands, options),
  },
];
