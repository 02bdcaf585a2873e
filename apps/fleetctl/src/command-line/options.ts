import { outFormats, stateOutputs } from '@fleet/output';

/** One option as the command line, the reference page and shell completion know it. */
export interface OptionRow {
  readonly flags: string;
  readonly about: string;
  readonly choices?: readonly string[];
  readonly fallback?: string;
  /** Given several times, each counts. */
  readonly repeated?: true;
}

/** Understood before and after every command. */
export const commonOptions: readonly OptionRow[] = [
  {
    flags: '--out <format>',
    about: 'how to show answers; without it, the way the function suggests',
    choices: outFormats,
  },
  {
    flags: '--state-output <how>',
    about:
      'how to show state runs; without it, full, and on a terminal states that are in order are counted and not shown',
    choices: stateOutputs,
  },
  {
    flags: '--state-verbose <boolean>',
    about: 'whether states that are in order are shown too, whatever the way',
    choices: ['true', 'false'],
  },
  { flags: '--diff', about: 'show diffs also below states that are shown in one line' },
  { flags: '--no-diff', about: 'say of a diff only how long it is' },
  {
    flags: '--group',
    about: 'show minions that answered the same once, what failed last; on a terminal that is the default',
  },
  { flags: '--no-group', about: 'show each minion for itself, as its answer arrives' },
  {
    flags: '-t, --timeout <seconds>',
    about: 'how long minions have to return; without it, what the master is configured for',
  },
  { flags: '--profile <name>', about: 'ask the master of this profile (fleetctl profile list); also FLEET_PROFILE' },
  { flags: '--root <dir>', about: 'the directory that holds etc/fleet; also FLEET_ROOT' },
  {
    flags: '-c, --config <file>',
    about: 'the profile to use, instead of fleetctl.json in etc/fleet or ~/.config/fleet',
  },
  { flags: '-v, --verbose', about: 'show the jid, who is expected, acknowledgements and progress' },
  { flags: '-q, --quiet', about: 'show answers only: no word about minions that are silent' },
  { flags: '--no-color', about: 'no colours, also on a terminal; also NO_COLOR' },
];

/** Of commands that answer with what a job came to. */
export const detailedExitcode: OptionRow = {
  flags: '--detailed-exitcode',
  about: 'exit with 7 where all is well and states changed something, or would',
};

/** Of commands that watch a job. */
export const phases: OptionRow = {
  flags: '--phases',
  about: 'show what each minion does while it does it, line by line: [CHECK] [SKIP] [EXEC] [OK] [WARN] [ERROR]',
};

/** Understood with TARGET FUNCTION only. */
export const callOptions: readonly OptionRow[] = [
  detailedExitcode,
  phases,
  {
    flags: '--show-secrets',
    about:
      'show what is redacted; minions seal it to this command alone, it takes a right of its own, and is written down',
  },
  {
    flags: '--queue',
    about: 'minions that are not connected get it when they come back, once; does not wait for them',
  },
  { flags: '--expires <duration>', about: 'with --queue: how long it waits for them: 30m, 24h, 7d; default 24h' },
  {
    flags: '--only-id <globs>',
    about: 'of a state run: these states alone, by globs on their IDs, with commas, and whatever they wait for',
  },
  { flags: '--exclude-id <globs>', about: 'of a state run: all states but these, by globs on their IDs, with commas' },
  { flags: '--save <file>', about: 'with state.plan: write the plan there; fleetctl apply FILE does exactly that' },
  { flags: '--yes-destroy', about: 'let states destroy what cannot be had back; minions refuse that otherwise' },
  {
    flags: '-b, --batch <size>',
    about: 'make it a rollout, which goes on without this command: waves of so many minions, 5 or 10%',
  },
  { flags: '--canary <count>', about: 'make it a rollout: a first wave of so many minions' },
  { flags: '--wait <duration>', about: 'of a rollout: how long each wave settles before the next: 30s, 5m, 1h' },
  {
    flags: '--max-failures <size>',
    about: 'of a rollout: how many minions may fail before it stops, 3 or 10%; default 0',
  },
  {
    flags: '--gate <check>',
    about:
      "of a rollout: what has to hold on each wave before the next: 'service.status web', state or 'state web' (a dry run that would change nothing), or an address that each minion asks; several times for several",
    repeated: true,
  },
  {
    flags: '--hold <duration>',
    about:
      'of a rollout: how long the gates have to hold; they are asked about ten times meanwhile, or each minute where that is more often',
  },
  {
    flags: '--revert',
    about: 'of a rollout: where it fails, apply the state tree that the minions had before; the pillar stays as it is',
  },
  { flags: '--async', about: 'print the jid, or the id of the rollout, and leave: it goes on by itself' },
  { flags: '-y, --yes', about: 'confirm what destroys something or stops several machines, without being asked' },
];
