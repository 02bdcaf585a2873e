import { Command, Option } from 'commander';
import { addAuditCommands } from './commands/audit-commands.js';
import { completeHelp, ownErrors, refuseWords } from './commands/help.js';
import { addStoreCommands } from './commands/store-commands.js';
import { CommandFailed, exits } from './commands/open-config.js';
import { version } from './runtime/version.js';

const rootOption = (): Option => new Option('--root <dir>', 'where all its files lie').env('FLEET_ROOT').default('/');
const outOption = (): Option =>
  new Option('--out <format>', 'how to show the outcome').choices(['text', 'json']).default('text');
const collect = (value: string, before: string[]): string[] => [...before, value];

/** All that fleet-master can be asked for; the manual page is made of it too. What a command needs is loaded when it is run. */
export const program = new Command('fleet-master')
  .description('The master of a fleet: jobs, keys, pillar and files over a NATS bus of its own.')
  .version(`fleet-master ${version}`)
  .exitOverride()
  .configureOutput({ outputError: ownErrors })
  .showHelpAfterError('(fleet-master --help shows what there is)')
  .addHelpText('after', examples());

program
  .command('init')
  .description('make keys, configuration and the first operator; what exists is kept')
  .addOption(rootOption())
  .option('--listen <address:port>', 'where its nats-server listens (127.0.0.1:4222; port 0: any free one)')
  .option('--server <url>', 'address that minions and operators are told; may be repeated', collect, [])
  .option('--file-root <dir>', 'folder of states; may be repeated, the first wins', collect, [])
  .option('--pillar-root <dir>', 'folder of pillar; may be repeated, the first wins', collect, [])
  .addOption(
    new Option('--tls <how>', 'off: do not encrypt a bus that others than this machine reach').choices(['off']),
  )
  .option('--external', 'use the servers that --server names instead of a child nats-server', false)
  .action(async (options) => (await import('./commands/init.js')).init(options));

program
  .command('run', { isDefault: true })
  .description('run the master, with nats-server as its child unless configured otherwise')
  .addOption(rootOption())
  .allowExcessArguments()
  .action(async (options, { args }: Command) => {
    refuseWords(program, args);
    process.exitCode = await (await import('./commands/run.js')).run(options);
  });

const operator = program
  .command('operator')
  .argument('[name]')
  .description(
    'operators, here on the master; fleetctl operator add invites them without their key leaving their machine',
  )
  .addOption(rootOption())
  .option('--role <roles>', 'what it may do: names with commas (admin)', collect, [])
  .option('--output <file.json>', 'also write a fleetctl profile')
  .addHelpText(
    'after',
    `
Examples:
  fleet-master operator add alice --role deployer,viewer --output alice.json
  fleet-master operator renew admin      # after its credentials have expired
  fleet-master operator list

"operator NAME" is the same as "operator add NAME".`,
  )
  .action(async (name: string | undefined, options) => {
    if (name === undefined) throw new CommandFailed('name the operator: fleet-master operator add NAME', exits.usage);
    await (await import('./commands/operators.js')).addOperator(name, options);
  });
operator
  .command('add')
  .argument('<name>')
  .description('make credentials of a further operator')
  .addOption(rootOption())
  .option('--role <roles>', 'what it may do: names with commas (admin)', collect, [])
  .option('--output <file.json>', 'also write a fleetctl profile')
  // What stands before a sub-command that has the same option goes to the one above.
  .action(async (name, _options, command) =>
    (await import('./commands/operators.js')).addOperator(name, command.optsWithGlobals()),
  );
operator
  .command('renew')
  .argument('<name>')
  .description('make its credentials on this machine good again')
  .addOption(rootOption())
  .action(async (name, _options, command) =>
    (await import('./commands/operators.js')).renewOperator(name, command.optsWithGlobals()),
  );
operator
  .command('list')
  .description('show who there is')
  .addOption(rootOption())
  .action(async (_options, command) =>
    (await import('./commands/operators.js')).listOperators(command.optsWithGlobals()),
  );

addAuditCommands(program, { rootOption, outOption });

program
  .command('token')
  .description('join tokens for new machines')
  .command('create')
  .description('print a token with which minions may ask to be let in')
  .addOption(rootOption())
  .option('--uses <n>', 'minions that may enrol with it', '1')
  .option('--lifetime <time>', 'how long it is good: 30m, 1h, 7d (1h)')
  .option('--ids <glob>', 'ids that may join with it; others are refused')
  .option('--name <name>', 'what it is called in lists, rules of autosign and the audit')
  .option('--accept', 'let its minions in at once, as if their keys had been accepted', false)
  .action(async (options) => (await import('./commands/token.js')).createToken(options));

const keys = program.command('keys').description('the keys that the trust of this fleet stands on');
keys
  .command('list')
  .description('show what signs now, and until when what was replaced is good')
  .addOption(rootOption())
  .addOption(new Option('--out <format>', 'how to show them').choices(['text', 'json']).default('text'))
  .action(async (options) => (await import('./commands/keys.js')).listKeys(options));
keys
  .command('rotate')
  .argument('<what>', 'root, signing, accounts or operator')
  .description('replace keys while minions are online')
  .addOption(rootOption())
  .option('--overlap <time>', 'how long replaced keys stay good: 1h, 7d; 0 for not at all (signing 1h, accounts 30d)')
  .option('--root-seed <file>', 'the seed of the present root, where it is kept elsewhere')
  .addHelpText(
    'after',
    `
What there is:
  root      what minions and operators pin; it signs keysets and nothing else
  signing   what signs commands, pillars and admissions
  accounts  what signs the bus credentials of minions, operators and the master
  operator  what the server knows by its configuration; needs a restart of the master

Examples:
  fleet-master keys rotate signing                         # regularly, or when somebody left
  fleet-master keys rotate signing --overlap 0             # it was stolen: worth nothing from now on
  fleet-master keys rotate root --root-seed /media/safe/root.seed
  fleet-master keys rotate accounts --overlap 7d
  fleet-master keys rotate operator && systemctl restart fleet-master`,
  )
  .action(async (what, options) => (await import('./commands/keys.js')).rotate(what, options));

program
  .command('tls')
  .description('encryption of the bus')
  .command('init')
  .description('make an authority for the bus of a fleet that was made without one')
  .addOption(rootOption())
  .action(async (options) => (await import('./commands/tls.js')).initTls(options));

program
  .command('lint')
  .description('render and compile everything for every minion, and compare; from the files alone')
  .addOption(rootOption())
  .option('--file-root <dir>', 'folder of states, instead of the configured ones; may be repeated', collect, [])
  .option('--pillar-root <dir>', 'folder of pillar, instead of the configured ones; may be repeated', collect, [])
  .option('--minion <id>', 'lint for this minion, and no other than those given; may be repeated', collect, [])
  .option('--minions <file>', 'a file of ids, one a line')
  .option('--grains <file>', 'grains (YAML or JSON) of machines of which nothing is known; or of several, by id')
  .option('--only <code>', 'report these findings only; a glob, may be repeated', collect, [])
  .option('--ignore <code>', 'do not report these findings; a glob, may be repeated', collect, [])
  .option('--strict', 'warnings fail too', false)
  .addOption(new Option('--out <format>', 'how to show findings').choices(['text', 'json']).default('text'))
  .option('--list-checks', 'show what lint looks for', false)
  .addHelpText(
    'after',
    `
Examples:
  fleet-master lint --file-root states --pillar-root pillar --strict
  fleet-master lint --minions ids.txt --grains grains.yaml --out json
  fleet-master lint --only 'lint.*' --ignore lint.unused-sls

Exit codes: 0 nothing but notes and warnings, 1 errors (with --strict also warnings), 2 wrong usage, 5 something does not render or compile.`,
  )
  .action(async (options) => {
    process.exitCode = await (await import('./commands/lint.js')).lint(options);
  });

addStoreCommands(program, { rootOption, outOption });

const pillar = program.command('pillar').description('values of the pillar that are encrypted at rest');
pillar
  .command('key')
  .description('print the age recipient that values are encrypted for; makes the key if there is none')
  .addOption(rootOption())
  .addHelpText(
    'after',
    `
Settings of master.yaml:
  pillar_recipients   further recipients (age1...) that "pillar encrypt" encrypts for, besides the own key
  pillar_identities   files with further identities that open values, such as the key before the last change

To replace the key:
  mv /var/lib/fleet/master/keys/pillar.age /var/lib/fleet/master/keys/pillar-old.age
  fleet-master pillar key        # makes the new key and prints its recipient
  # in /etc/fleet/master.yaml, so that values of the old key are opened as before:
  #   pillar_identities: [/var/lib/fleet/master/keys/pillar-old.age]
  # then restart the master, and encrypt the values again, one after the other:
  fleet-master pillar decrypt VALUE | fleet-master pillar encrypt --keep-newline --yaml-indent 6
  # Once none is left for the old key, take it out of master.yaml, restart the master, and delete the file.
  # A key that somebody else has seen opened the values too: change these as well.`,
  )
  .action(async (options) => (await import('./commands/pillar.js')).pillarKey(options));
pillar
  .command('encrypt')
  .argument('[file]', 'what to encrypt; - for the standard input', '-')
  .description('print a text encrypted, ready to be pasted into a pillar file')
  .addOption(rootOption())
  .option('--yaml-indent <n>', 'as the block of a YAML key, indented by n spaces')
  .option('--keep-newline', 'encrypt the line end at the end too', false)
  .action(async (file, options) => (await import('./commands/pillar.js')).pillarEncrypt(file, options));
pillar
  .command('decrypt')
  .argument('[file]', 'an encrypted text, or a file with some; - for the standard input', '-')
  .description(
    "print what is in an encrypted text; of several, each below the path of its key; needs the master's keys",
  )
  .addOption(rootOption())
  .action(async (file, options) => (await import('./commands/pillar.js')).pillarDecrypt(file, options));

completeHelp(program);

function examples(): string {
  return `
Examples:
  fleet-master init --listen 10.0.0.1:4222 --server nats://10.0.0.1:4222
  fleet-master run
  fleet-master token create --uses 10 --lifetime 1h
  fleet-master token create --ids 'miner-*' --accept --name rack4 --lifetime 2h
  fleet-master init --root /tmp/try --listen 127.0.0.1:0 --file-root states --pillar-root pillar
  fleet-master operator add alice --role deployer --output alice.json
  fleet-master audit verify
  printf %s "$KEY" | fleet-master pillar encrypt --yaml-indent 6
  fleet-master pillar decrypt pillar/cortensord/nodes.sls
  fleet-master lint --file-root states --pillar-root pillar --strict

Exit codes: 0 done, 1 failed (lint: found errors), 2 wrong usage, 5 something does not render or compile (lint), 69 a server that is needed is missing, 78 wrong configuration or store.`;
}
