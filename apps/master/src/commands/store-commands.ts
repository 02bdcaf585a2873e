import { type Command, type Option } from 'commander';

interface Shared {
  readonly rootOption: () => Option;
  readonly outOption: () => Option;
}

/** What fleet-master can do with its store: copies, bringing them back, making it anew, comparing. */
export function addStoreCommands(program: Command, { rootOption, outOption }: Shared): void {
  const backup = program
    .command('backup')
    .description('copies of store, keys and configuration, and bringing them back');
  const backupOptions = (command: Command): Command =>
    command
      .addOption(rootOption())
      .option('--directory <dir>', 'where backups lie, instead of the configured place')
      .addOption(outOption());
  const backupCodes = `
Exit codes: 0 done, 1 it failed or a backup is not whole, 2 wrong usage, 69 the master runs, or its nats-server does not, 78 wrong configuration or keys.`;
  backupOptions(backup.command('create'))
    .description('make one, whether the master runs or not')
    .option('--passphrase-file <file>', 'encrypt the keys with what is in it, instead of for the configured recipients')
    .option('--without-keys', 'leave the keys out', false)
    .addHelpText(
      'after',
      `
Settings of master.yaml:
  backup:
    directory: /mnt/elsewhere/fleet     # on another disk than the store, best on another machine
    schedule: '03:30'                   # each day, or five words of cron
    recipients: [age1...]               # age-keygen makes a pair; keep the other half off this machine
    keep: {daily: 7, weekly: 4, monthly: 6}
    trees: true                         # states and pillar too

Examples:
  fleet-master backup create
  fleet-master backup create --passphrase-file /root/passphrase --directory /mnt/usb

In it are the store, the keys and what operators on this machine have (encrypted), and master.yaml with master.d; with \`trees: true\` also the files of
file_roots and pillar_roots (encrypted), up to 256 MiB. Files that minions brought (artifacts) are in none.
${backupCodes}`,
    )
    .action(async ({ withoutKeys, ...options }) =>
      (await import('./backup.js')).backupCreate({ ...options, keys: !withoutKeys }),
    );
  backupOptions(backup.command('list'))
    .description('show them, the newest first')
    .addHelpText('after', `\nExamples:\n  fleet-master backup list --out json\n${backupCodes}`)
    .action(async (options) => (await import('./backup.js')).backupList(options));
  backupOptions(backup.command('verify').argument('[backup]', 'a name, a path, or newest', 'newest'))
    .description('read all of one: hashes, and every page of the store in it')
    .option('--identity <file>', 'the age identity that opens the keys: whether it does is looked at too')
    .option('--passphrase-file <file>', 'the passphrase that opens the keys')
    .addHelpText(
      'after',
      `
Hashes show damage. They are no signature: whoever can write to the directory can put another backup there.

Examples:
  fleet-master backup verify
  fleet-master backup verify 20260121T033000Z --identity /media/safe/age.key
${backupCodes}`,
    )
    .action(async (name, options) => (await import('./backup.js')).backupVerify(name, options));
  backupOptions(backup.command('restore').argument('<backup>', 'a name, a path, or newest'))
    .description(
      'put one in the place of the store, with what the streams know of the time since; the master must not run',
    )
    .option('--keys', 'put the keys back too', false)
    .option('--trees', 'put states and pillar back too, into the configured roots', false)
    .option('--identity <file>', 'the age identity that opens keys and trees')
    .option('--passphrase-file <file>', 'the passphrase that opens keys and trees')
    .option('--without-streams', 'as it was when it was made, and nothing of the time since', false)
    .addHelpText(
      'after',
      `
What is there is moved aside; nothing is deleted. The store begins a new epoch: minions that have heard of it obey no master of an older one.

Examples:
  fleet-master backup restore newest
  fleet-master backup restore /mnt/usb/20260121T033000Z --keys --identity /root/fleet-backup.key
${backupCodes}`,
    )
    .action(async (name, { withoutStreams, ...options }) =>
      (await import('./backup.js')).backupRestore(name, { ...options, streams: !withoutStreams }),
    );

  program
    .command('rebuild')
    .description('make the job store anew from what the streams hold; the master must not run')
    .addOption(rootOption())
    .option('--force', 'move a store that is there aside', false)
    .option('--into <file>', 'make it there and touch nothing else; also while the master runs')
    .addOption(outOption())
    .addHelpText(
      'after',
      `
Examples:
  fleet-master rebuild
  fleet-master rebuild --force
  fleet-master rebuild --into /tmp/second.db --out json

Exit codes: 0 done, 1 there is a store already, or nothing to make one from, 69 the master runs, or its nats-server does not, 78 wrong configuration or keys.`,
    )
    .action(async (options) => (await import('./rebuild.js')).rebuild(options));

  program
    .command('store')
    .description('the file of the job store')
    .command('compare')
    .argument('<file>', 'another store')
    .argument('[second]', 'compare these two, instead of one with the own store')
    .description('whether two stores say the same: jobs, minions, returns, keys, tokens, artifacts, audit')
    .addOption(rootOption())
    .addOption(outOption())
    .addHelpText(
      'after',
      `
Examples:
  fleet-master rebuild --into /tmp/second.db && fleet-master store compare /tmp/second.db

Exit codes: 0 they say the same, 1 they differ, 2 one of them is no store.`,
    )
    .action(async (first, second, options) => {
      process.exitCode = await (await import('./store.js')).compare({ first, second }, options);
    });
}
