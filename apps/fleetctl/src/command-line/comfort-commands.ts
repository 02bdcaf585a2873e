import type { CommandRow } from './commands.js';
import type { OptionRow } from './options.js';

const replace: OptionRow = { flags: '--replace', about: 'put it in the place of one that is there' };

/** What helps an operator to find its way; most of it needs no master. */
export const comfortCommands: readonly CommandRow[] = [
  {
    name: 'help',
    operands: '[command...]',
    about: 'Show how a command is used; of a state or a function, what it does.',
    examples: ['fleetctl help key accept', 'fleetctl help file.managed'],
    run: async (session, operands) => (await import('../commands/help.js')).showHelp(session, operands),
  },
  {
    name: 'doc',
    operands: '[names...]',
    about:
      'Show what states and functions do, what they take, and an example: a name, a module, or a glob. Needs no master; sys.doc asks a minion, which may be of another version.',
    options: [
      { flags: '--list', about: 'a line for each, also of names; without names, of everything' },
      { flags: '--full', about: 'of a module or a glob, all of it' },
    ],
    examples: [
      'fleetctl doc file.managed',
      'fleetctl doc service',
      "fleetctl doc 'file.*line' --full",
      'fleetctl doc --list --out json',
    ],
    run: async (session, operands, options) => (await import('../commands/doc.js')).showDoc(session, operands, options),
  },
  {
    name: 'doctor',
    operands: '',
    about:
      'Look for what is wrong, from this machine to the minions, and say what mends it: profile, credentials, the way to the bus, certificate, master, clocks, versions, disk, backup, keys that wait, minions that are silent, jobs that hang, rollouts that are paused. Exits with 1 where it finds errors, with 2 where profile or credentials are unusable, with 4 where the master cannot be reached, with 6 where it refuses.',
    options: [
      { flags: '--strict', about: 'warnings fail too' },
      { flags: '--stuck <duration>', about: 'a job that runs on a minion for longer hangs', fallback: '1h' },
    ],
    examples: ['fleetctl doctor', 'fleetctl --profile prod doctor --strict -q', 'fleetctl doctor --out json'],
    run: async (session, _operands, options) => (await import('../commands/doctor.js')).runDoctor(session, options),
  },
  {
    name: 'profile list',
    operands: '',
    about: 'Show the masters that this operator knows by name, and which of them is asked.',
    examples: ['fleetctl profile list', 'fleetctl profile list --out json'],
    run: async (session, _operands, options) => (await import('../commands/profile.js')).listProfiles(session, options),
  },
  {
    name: 'profile show',
    operands: '[name]',
    about: 'Show one: where it lies, whom it asks, as whom, and how long its credentials are good.',
    examples: ['fleetctl profile show', 'fleetctl profile show prod'],
    run: async (session, operands, options) =>
      (await import('../commands/profile.js')).showProfile(session, operands[0], options),
  },
  {
    name: 'profile use',
    operands: '<name>',
    about:
      'Ask this master from now on, where neither --profile nor FLEET_PROFILE names another; default is the one without a name.',
    examples: ['fleetctl profile use prod', 'fleetctl profile use default'],
    run: async (session, operands) =>
      (await import('../commands/profile.js')).useProfile(session, operands[0] as string),
  },
  {
    name: 'profile add',
    operands: '<name> <source>',
    about:
      'Name another master: with a login token of its admin, or with a profile that fleet-master operator add --output wrote, which is copied together with its credentials.',
    options: [replace],
    examples: ['fleetctl profile add prod fleet-login-…', 'fleetctl profile add staging alice.json'],
    run: async (session, operands, options) =>
      (await import('../commands/profile.js')).addProfile(
        session,
        operands[0] as string,
        operands[1] as string,
        options,
      ),
  },
  {
    name: 'profile remove',
    operands: '<name>',
    about:
      'Forget a master, and the credentials for it. On the master the operator stays: fleetctl operator revoke NAME.',
    options: [{ flags: '-y, --yes', about: 'do not ask' }],
    examples: ['fleetctl profile remove staging', 'fleetctl profile remove staging --yes'],
    run: async (session, operands, options) =>
      (await import('../commands/profile.js')).removeProfile(session, operands[0] as string, options),
  },
  {
    name: 'completion',
    operands: '<shell>',
    about:
      'Print what makes bash, zsh or fish complete commands, options, functions and their arguments, and names that the master knows: minions, SLS files, jobs, …',
    examples: [
      'fleetctl completion bash > /etc/bash_completion.d/fleetctl',
      'fleetctl completion zsh > "${fpath[1]}/_fleetctl"',
      'fleetctl completion fish > ~/.config/fish/completions/fleetctl.fish',
    ],
    run: async (session, operands) =>
      (await import('../commands/completion.js')).printCompletion(session, operands[0] as string),
  },
  {
    name: 'completion names',
    operands: '<kind> [prefix]',
    about:
      'What completion asks for: names that begin so, of a kind (minion, nodegroup, sls, jid, key, operator, rollout, approval, profile). They are kept for some minutes in ~/.cache/fleet; a master that does not answer in 0.3 s (FLEET_COMPLETION_TIMEOUT: seconds) is not waited for, and no error is shown.',
    options: [{ flags: '--commas', about: 'of a list with commas, complete the last one' }],
    examples: ['fleetctl completion names minion web', 'fleetctl completion names sls cortensord,ip --commas'],
    run: async (session, operands, options) =>
      (await import('../commands/completion.js')).printNames(
        session,
        operands[0] as string,
        operands[1] ?? '',
        options,
      ),
  },
];
