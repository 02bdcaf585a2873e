/** `deploy/man/fleetctl.1`: the manual page, from the tables that the command line is made of. */

import { bold, escaped, example, filesSection, head, quoted, seeAlso, terms, text } from './troff.mjs';

/** @param {any} cli @param {string} version */
export function manualPage(
  { targetOptions, callOptions, commonOptions, commands, callExamples, exitCodeLines },
  version,
) {
  const options = (rows) => rows.flatMap((row) => ['.TP', bold(row.flags), text(about(row))]);
  const command = (row) => [
    `.SS ${quoted(`fleetctl ${`${row.name} ${row.operands}`.trim()}`)}`,
    text(row.about),
    ...options(row.options ?? []),
    '.PP',
    ...example(row.examples),
  ];
  return [
    ...head('fleetctl', 1, version, 'ask the minions of a fleet to do things, and show what they return'),
    '.SH SYNOPSIS',
    ...synopsis('[options] TARGET FUNCTION [arguments...] [key=value...]'),
    '.br',
    ...synopsis('[options] COMMAND [...]'),
    '.SH DESCRIPTION',
    text(
      'Asks the minions that TARGET names to run FUNCTION, and shows what each of them returns. Answers go to stdout, everything about them (who is silent and why, errors of fleetctl) to stderr. fleetctl doc tells what states and functions do, fleetctl help how a command is used.',
    ),
    '.PP',
    ...example(callExamples),
    '.SH TARGETS',
    text('Without an option TARGET is a glob on minion ids.'),
    ...options(targetOptions),
    '.SH ARGUMENTS',
    text(
      'Plain words are text; True, False, None and numbers are what they look like; [a, b], {a: 1} and quoted texts are YAML in flow style. What starts with a dash goes behind --.',
    ),
    '.SH OPTIONS',
    text('They may stand anywhere.'),
    ...options([...callOptions, ...commonOptions]),
    '.SH COMMANDS',
    ...commands.flatMap(command),
    '.SH EXIT STATUS',
    text('Where several apply: 5 before 4 before 1 before 7.'),
    ...terms(exitCodeLines.map(([code, meaning]) => [String(code), meaning])),
    '.SH ENVIRONMENT',
    ...terms(environment),
    ...filesSection(files),
    ...seeAlso(['fleet-master', 8], ['fleet-minion', 8], ['journalctl', 1], ['systemctl', 1]),
    '',
  ].join('\n');
}

const environment = [
  ['FLEET_PROFILE', 'the profile to use, by name; --profile comes before it'],
  ['FLEET_ROOT', 'the directory that holds etc/fleet; --root comes before it'],
  ['FLEET_COMPLETION_TIMEOUT', 'seconds that a key press waits for names of the master; 0.3 without it'],
  ['NO_COLOR', 'no colours, also on a terminal'],
  ['TERM', 'dumb: nothing is painted that would have to be taken back'],
];

const files = [
  ['~/.config/fleet/fleetctl.json', 'the profile without a name; the one of the machine is /etc/fleet/fleetctl.json'],
  ['~/.config/fleet/profiles/NAME/', 'a profile with a name, and its credentials'],
  ['~/.config/fleet/profile', 'which of them fleetctl profile use chose'],
  ['~/.cache/fleet/completion/', 'names that completion was told; may be deleted at any time'],
];

function about({ about: meaning, choices, fallback }) {
  const more = [
    ...(choices ? [`one of ${choices.join(', ')}`] : []),
    ...(fallback === undefined ? [] : [`default ${fallback}`]),
  ];
  return more.length === 0 ? meaning : `${meaning} (${more.join('; ')})`;
}

function synopsis(words) {
  return ['.B fleetctl', escaped(words)];
}
