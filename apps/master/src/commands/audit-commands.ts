import { type Command, type Option } from 'commander';

interface Shared {
  readonly rootOption: () => Option;
  readonly outOption: () => Option;
}

/** What fleet-master can do with the audit log: verifying it, and saying that what is gone is known. */
export function addAuditCommands(program: Command, { rootOption, outOption }: Shared): void {
  const audit = program.command('audit').description('the record of what operators did');
  audit
    .command('verify')
    .description('look whether all rows are there and say what they said when they were written')
    .addOption(rootOption())
    .option('--head <hash>', 'a head that was noted earlier; it has to be in the log')
    .addOption(outOption())
    .addHelpText(
      'after',
      `
Examples:
  fleet-master audit verify
  fleet-master audit verify --head 3f0c…   # from a former fleetctl audit verify

Exit codes: 0 all rows hold, 1 they do not.`,
    )
    .action(async (options) => (await import('./audit.js')).verifyAuditFile(options));
  audit
    .command('acknowledge')
    .description('take note of rows that are gone, after a restore or a rebuild, so that verify finds what is new')
    .addOption(rootOption())
    .requiredOption('--because <why>', 'what is known of it; it stands in the log, with what is gone')
    .addOption(outOption())
    .addHelpText(
      'after',
      `
Examples:
  fleet-master audit verify                                          # what does not hold
  fleet-master audit acknowledge --because "restored the backup of Monday, on purpose"

Every fault gets a signed row of its own in the log, and every later verify tells of it. Works whether the master runs or not.

Exit codes: 0 it is acknowledged, or there was nothing to, 2 wrong usage.`,
    )
    .action(async (options) => (await import('./audit.js')).acknowledgeAuditFile(options));
}
