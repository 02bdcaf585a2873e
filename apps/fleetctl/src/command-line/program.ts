import { Command, InvalidArgumentError, Option } from 'commander';
import { nearMatch } from '@fleet/diagnostics';
import { printable } from '@fleet/output';
import { exitCodes, functionName } from '@fleet/protocol';
import { completedFunctions } from './completed-functions.js';
import { callExamples, commandGroups, commands, type CommandRow } from './commands.js';
import { callOptions, commonOptions, type OptionRow } from './options.js';
import { targetOptions, UsageProblem } from './target.js';

export type Options = Readonly<Record<string, unknown>>;

/** What the command line asks for. */
export type Wish =
  | {
      readonly wish: 'call';
      readonly target: string;
      readonly function: string;
      readonly words: readonly string[];
      readonly options: Options;
    }
  | {
      readonly wish: 'command';
      readonly row: CommandRow;
      readonly operands: readonly string[];
      readonly options: Options;
    };

export const exitCodeLines: readonly (readonly [number, string])[] = [
  [exitCodes.ok, 'everything that was asked was done'],
  [exitCodes.failed, 'a minion failed, or the master could not do what was asked'],
  [exitCodes.usage, 'the command line, the target or the profile makes no sense'],
  [exitCodes.noMatch, 'nothing matched: no minion, no key'],
  [exitCodes.unreachable, 'the master cannot be reached, or not every minion answered'],
  [exitCodes.compile, 'states or pillar do not compile; nothing was touched'],
  [exitCodes.notAllowed, 'this operator may not do that'],
  [exitCodes.changesPending, 'with --detailed-exitcode: all is well, and states changed something or would'],
  [
    exitCodes.aborted,
    'it has to be confirmed or approved, and nobody did, so that nothing was sent; or a rollout was aborted',
  ],
];

/**
 * Commander's program, made from the tables. `take` receives what was asked for; help and errors end in CommanderError.
 * @param typed the words of the command line: commands that none of them names are made for help alone, as a ping has no use for them
 */
export function buildProgram(
  version: string,
  take: (wish: Wish) => void,
  typed: readonly string[] = commandGroups,
): Command {
  const program = new Command('fleetctl')
    .description('Asks the minions that TARGET names to run FUNCTION, and shows what each of them returns.')
    .usage('[options] TARGET FUNCTION [arguments...] [key=value...]\n       fleetctl [options] COMMAND [...]')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .argument('[target]', 'which minions: a glob on their ids, or what -L -E -G -C … say')
    .argument('[function]', 'what to run, as in test.ping')
    .argument('[arguments...]', 'values, or key=value; plain words, numbers, True/False, or YAML in flow style')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(printable(text).replace(/^error: /, 'fleetctl: ')) })
    .showHelpAfterError(
      '(fleetctl --help shows what there is; what starts with a dash and belongs to the function goes behind --)',
    )
    .addHelpText('before', () => {
      addGroups(program, commandGroups, take);
      return '';
    })
    .addHelpText('after', () => epilogue());
  for (const { flags, about } of targetOptions) program.option(flags, about);
  for (const row of [...callOptions, ...commonOptions]) program.addOption(option(row));
  program.action((target: string | undefined, name: string | undefined, words: string[]) => {
    take({ wish: 'call', ...checkCall(target, name), words, options: program.opts() });
  });
  // One of them may be the value of an option, or an argument of a function; commander knows, and one too many does no harm.
  addGroups(
    program,
    commandGroups.filter((group) => typed.includes(group)),
    take,
  );
  return program;
}

/** Those that are there already stay; in the order of the table, which is that of help. */
function addGroups(program: Command, groups: readonly string[], take: (wish: Wish) => void): void {
  const present = new Set(program.commands.map((command) => command.name()));
  for (const group of groups) if (!present.has(group)) addGroup(program, group, take);
}

/** What `--help` says behind these words, which name a command. */
export function helpOf(words: readonly string[]): string {
  const program = buildProgram('', () => undefined);
  const command = words.reduce<Command>(
    (above, word) => above.commands.find((below) => below.name() === word) ?? above,
    program,
  );
  let text = '';
  command.configureOutput({ writeOut: (more) => (text += more) }).outputHelp();
  return text;
}

function addGroup(program: Command, group: string, take: (wish: Wish) => void): void {
  const rows = commands.filter(({ name }) => name.split(' ')[0] === group);
  const own = rows.find(({ name }) => name === group);
  const parent = own
    ? addCommand(program, group, own, program, take)
    : program
        .command(group)
        .description(groupAbout(group))
        .exitOverride()
        .showHelpAfterError(`(fleetctl ${group} --help shows what there is)`)
        .addHelpText(
          'after',
          examplesOf(rows.flatMap(({ examples: [first] }) => (first === undefined ? [] : [first]))),
        );
  const made = new Map([[group, parent]]);
  for (const row of rows) {
    if (row === own) continue;
    const words = row.name.split(' ');
    // `events sinks test` stands below `events sinks`, which the table has before it.
    const above = made.get(words.slice(0, -1).join(' ')) ?? parent;
    made.set(row.name, addCommand(above, words.at(-1) as string, row, program, take));
  }
}

function addCommand(
  parent: Command,
  name: string,
  row: CommandRow,
  program: Command,
  take: (wish: Wish) => void,
): Command {
  const command = parent.command(`${name} ${row.operands}`.trim()).description(row.about).exitOverride();
  for (const each of row.options ?? []) command.addOption(option(each));
  command.showHelpAfterError(`(fleetctl ${row.name} --help shows how it is used)`);
  command.addHelpText('after', examplesOf(row.examples));
  command.action(() => {
    const options = { ...program.opts(), ...command.opts(), ...takenAbove(parent, program, command, row) };
    take({ wish: 'command', row, operands: command.args, options });
  });
  return command;
}

/** Commander gives an option that `events` and `events count` both have to the first, wherever it stands. */
function takenAbove(above: Command, program: Command, command: Command, row: CommandRow): Options {
  if (above === program) return {};
  const taken = Object.entries(above.opts()).filter(([name]) => above.getOptionValueSource(name) === 'cli');
  for (const [name] of taken)
    if (!command.options.some((known) => known.attributeName() === name))
      throw new UsageProblem(
        `fleetctl ${row.name} has no option --${name}; fleetctl ${row.name} --help shows those it has`,
      );
  return Object.fromEntries(taken);
}

function examplesOf(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function option({ flags, about, choices, fallback, repeated }: OptionRow): Option {
  const made = new Option(flags, about);
  if (repeated) made.argParser((value, before: string[] | undefined) => [...(before ?? []), value]);
  if (choices) made.choices(choices).argParser(choiceOf(choices));
  return fallback === undefined ? made : made.default(fallback);
}

/** `True` is Salt's way to write it. */
function choiceOf(choices: readonly string[]): (word: string) => string {
  return (word) => {
    const chosen = choices.find((choice) => choice === word.toLowerCase());
    if (chosen === undefined) throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
    return chosen;
  };
}

function groupAbout(group: string): string {
  return (
    {
      key: 'Who may be a minion.',
      jobs: 'What was asked, and what came of it.',
      rollout: 'Calls that come over the fleet in waves; fleetctl TARGET FUNCTION --batch 10% makes one.',
      schedule: 'What the master does by itself; schedule in master.yaml says what.',
      token: 'Invitations for new minions.',
      operator: 'Who may ask the master, and for what.',
      approval: 'Calls that somebody else has to say yes to.',
      profile: 'Masters by name, for operators of several.',
      artifacts: 'Files that minions brought to the master.',
    }[group] ?? ''
  );
}

function checkCall(target: string | undefined, name: string | undefined): { target: string; function: string } {
  if (target === undefined)
    throw new UsageProblem(
      'TARGET and FUNCTION are missing. Usage: fleetctl TARGET FUNCTION [arguments...]; fleetctl --help shows examples',
    );
  if (name === undefined || !functionName.test(name)) {
    if (Object.hasOwn(completedFunctions, target))
      throw new UsageProblem(`TARGET is missing: fleetctl '*' ${target} asks every minion`);
    const meant = nearMatch(target, commandGroups);
    const suggestion = meant ? `. Did you mean: fleetctl ${meant}${name === undefined ? '' : ` ${name}`}?` : '';
    if (name === undefined)
      throw new UsageProblem(`FUNCTION is missing. Usage: fleetctl TARGET FUNCTION [arguments...]${suggestion}`);
    throw new UsageProblem(
      `"${name}" is no function: functions are written module.function, as in test.ping${suggestion}`,
    );
  }
  return { target, function: name };
}

function epilogue(): string {
  const examples = [
    ...callExamples,
    ...commands.flatMap(({ examples: [first] }) => (first === undefined ? [] : [first])),
  ];
  return [
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
    'Exit codes:',
    ...exitCodeLines.map(([code, about]) => `  ${code}  ${about}`),
    '',
    'Answers go to stdout, everything about them (who is silent and why, errors of fleetctl) to stderr.',
  ].join('\n');
}
