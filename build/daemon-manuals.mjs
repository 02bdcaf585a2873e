/** `deploy/man/fleet-master.8` and `fleet-minion.8`: the pages of the daemons, from what their `--help` says. */
import { example, escaped, filesSection, head, prose, quoted, seeAlso, terms, text } from './troff.mjs';

/** @param {import('commander').Command} program @param {string} version */
export function masterPage(program, version) {
  const { before, exitCodes } = withoutExitCodes(shownBehind(program));
  return [
    ...head('fleet-master', 8, version, 'the master of a fleet'),
    '.SH SYNOPSIS',
    '.B fleet\\-master',
    escaped('[COMMAND] [options]'),
    '.SH DESCRIPTION',
    text(program.description()),
    text('Without a command it runs the master. All of its commands work on the files below --root, on this machine.'),
    ...prose(before),
    '.SH COMMANDS',
    ...leavesOf(program).flatMap(commandOf),
    ...exitSection(exitCodes),
    '.SH ENVIRONMENT',
    ...terms([
      ['FLEET_ROOT', 'the directory that holds all files; --root comes before it'],
      [
        'FLEET_NATS_SERVER',
        'the nats-server that init writes into master.yaml, where PATH has none that is recent enough',
      ],
    ]),
    ...filesSection([
      ['/etc/fleet/master.yaml', 'the configuration, and what lies in /etc/fleet/master.d'],
      ['/var/lib/fleet/master/keys/', 'the trust of the fleet: whoever reads it commands every minion'],
      ['/var/lib/fleet/master/', 'the store, backups, and what the bus keeps'],
      ['/srv/fleet/states, /srv/fleet/pillar', 'states and pillar, unless master.yaml says otherwise'],
    ]),
    ...seeAlso(['fleetctl', 1], ['fleet-minion', 8], ['journalctl', 1], ['systemctl', 1]),
    '',
  ].join('\n');
}

/** @param {string} help @param {string} version */
export function minionPage(help, version) {
  const [first = '', ...lines] = help.trim().split('\n');
  const { before, exitCodes } = withoutExitCodes(lines.join('\n'));
  const [commands = '', examples = ''] = before.split(/^Examples:$/m);
  return [
    ...head('fleet-minion', 8, version, 'the minion of a fleet'),
    '.SH SYNOPSIS',
    '.B fleet\\-minion',
    escaped('COMMAND [options]'),
    '.SH DESCRIPTION',
    text(`${first.replace(/^fleet-minion: r/, 'R')}.`),
    '.SH COMMANDS',
    ...commands
      .trim()
      .split(/\n\s*\n/)
      .flatMap((block) => {
        const [typed = '', ...meaning] = block.split('\n');
        return [`.SS ${quoted(typed.trim())}`, ...example(meaning.map((row) => row.replace(/^ {6}/, '')))];
      }),
    '.SH EXAMPLES',
    ...example(
      examples
        .trim()
        .split('\n')
        .map((row) => row.trim()),
    ),
    ...exitSection(exitCodes),
    ...filesSection([
      ['/etc/fleet/minion.yaml', 'the configuration, and what lies in /etc/fleet/minion.d'],
      ['/etc/fleet/minion_id', 'what this minion is called, where join --id was told'],
      ['/var/lib/fleet/minion/', 'its keys, and what it has not told its master yet'],
    ]),
    ...seeAlso(['fleet-master', 8], ['fleetctl', 1], ['journalctl', 1], ['systemctl', 1]),
    '',
  ].join('\n');
}

/** Every command that can be typed, with the words before it. */
function leavesOf(command, words = command.name()) {
  return command.commands.flatMap((below) => {
    const typed = `${words} ${below.name()}`;
    return below.commands.length === 0 ? [{ command: below, typed }] : leavesOf(below, typed);
  });
}

function commandOf({ command, typed }) {
  const operands = command.registeredArguments.map((operand) =>
    operand.required ? `<${operand.name()}>` : `[${operand.name()}]`,
  );
  return [
    `.SS ${quoted([typed, ...operands].join(' '))}`,
    text(command.description()),
    ...terms(command.options.map((option) => [option.flags, about(option)])),
    ...prose(shownBehind(command)),
  ];
}

function about({ description, argChoices, defaultValue, envVar }) {
  const more = [
    ...(argChoices ? [`one of ${argChoices.join(', ')}`] : []),
    ...(typeof defaultValue === 'string' ? [`default ${defaultValue}`] : []),
    ...(envVar === undefined ? [] : [`also ${envVar}`]),
  ];
  return more.length === 0 ? description : `${description} (${more.join('; ')})`;
}

/** What its help says behind the options. */
function shownBehind(command) {
  let shown = '';
  command.emit('afterHelp', { command, error: false, write: (more) => (shown += more) });
  return shown;
}

function withoutExitCodes(help) {
  const found = /^Exit codes: (.*)$/m.exec(help);
  return { before: help.replace(/^Exit codes: .*$/m, ''), exitCodes: found?.[1] ?? '' };
}

/** `0 done, 1 failed (lint: found errors), 2 wrong usage` */
function exitSection(codes) {
  const rows = [...codes.matchAll(/(\d+) (.*?)(?=[,·]? *\d+ |\.?$)/g)];
  return ['.SH EXIT STATUS', ...terms(rows.map(([, code, meaning]) => [code, meaning.replace(/[ ,·]+$/, '')]))];
}
