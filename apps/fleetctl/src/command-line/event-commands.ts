import type { CommandRow } from './commands.js';
import type { OptionRow } from './options.js';

const minion: OptionRow = { flags: '--minion <glob>', about: 'events that these minions told, or that are about them' };
const since: OptionRow = { flags: '--since <time>', about: 'from then on: 30m, 2h, 7d, or 2026-01-21T03:30' };
const until: OptionRow = { flags: '--until <time>', about: 'before then' };
const by: OptionRow = {
  flags: '--by <what>',
  about: 'tag: by the kinds of docs/events.md; minion: by the minions that they are of',
  choices: ['tag', 'minion'],
  fallback: 'tag',
};

/** What happened, and where it is sent. */
export const eventCommands: readonly CommandRow[] = [
  {
    name: 'events',
    operands: '[tag]',
    about:
      'Show what happened: jobs, keys, minions that come and go, rollouts, and what minions tell with event.send. TAG is a glob over the tags of events; docs/events.md lists them.',
    options: [
      { flags: '-f, --follow', about: 'show what happens from now on, until Ctrl-C; with -n or --since, that first' },
      minion,
      since,
      until,
      { flags: '-n, --lines <count>', about: 'only the newest of those that are in the journal' },
      { flags: '--count <count>', about: 'with -f: leave after that many' },
    ],
    examples: [
      'fleetctl events -f',
      "fleetctl events 'minion/*/down' --since 24h",
      "fleetctl events -f 'deploy/*' --out ndjson",
      "fleetctl events 'job/*/end' -n 20 --out json",
      "fleetctl events -f --minion 'miner-*' --count 1",
    ],
    run: async (session, operands, options) =>
      (await import('../commands/events.js')).showEvents(session, operands[0], options),
  },
  {
    name: 'events count',
    operands: '[tag]',
    about: 'Count what the journal has, the most first.',
    options: [by, minion, since, until],
    examples: [
      'fleetctl events count --since 24h',
      'fleetctl events count --by minion --since 24h',
      "fleetctl events count 'minion/*' --by minion --since 7d --out json",
    ],
    run: async (session, operands, options) =>
      (await import('../commands/event-figures.js')).countEvents(session, operands[0], options),
  },
  {
    name: 'events rate',
    operands: '[tag]',
    about: 'Show how many events there are in a minute: over the whole time, and in the busiest.',
    options: [by, minion, { ...since, fallback: '1h' }, until],
    examples: ['fleetctl events rate', 'fleetctl events rate --by minion --since 24h'],
    run: async (session, operands, options) =>
      (await import('../commands/event-figures.js')).rateEvents(session, operands[0], options),
  },
  {
    name: 'events sinks',
    operands: '',
    about:
      'Show where master.yaml sends events: how far each sink is, what it lost, why its last try failed, and when it tries again.',
    examples: ['fleetctl events sinks', 'fleetctl events sinks --out json'],
    run: async (session) => (await import('../commands/event-sinks.js')).showSinks(session),
  },
  {
    name: 'events sinks test',
    operands: '<name>',
    about: 'Send a sink an event of its own kind now, past everything that waits. Exits with 1 where that fails.',
    examples: ['fleetctl events sinks test pager'],
    run: async (session, operands) =>
      (await import('../commands/event-sinks.js')).testSink(session, operands[0] as string),
  },
];
