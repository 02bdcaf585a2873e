import type { CommandRow } from './commands.js';

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
];
