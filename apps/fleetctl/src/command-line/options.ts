import { outFormats, stateOutputs } from '@fleet/output';

/** One option as the command line, the reference page and shell completion know it. */
export interface OptionRow {
  readonly flags: string;
  readonly about: string;
  readonly choices?: readonly string[];
  readonly fallback?: string;
}

/** Understood before and after every command. */
export const commonOptions: readonly OptionRow[] = [
  {
    flags: '--out <format>',
    about: 'how to show answers; without it, the way the function suggests',
    choices: outFormats,
  },
  { flags: '--state-output <how>', about: 'how to show state runs', choices: stateOutputs, fallback: 'full' },
  {
    flags: '-t, --timeout <seconds>',
    about: 'how long minions have to return; without it, what the master is configured for',
  },
  { flags: '--root <dir>', about: 'the directory that holds etc/fleet; also FLEET_ROOT' },
  {
    flags: '-c, --config <file>',
    about: 'the profile to use, instead of fleetctl.json in etc/fleet or ~/.config/fleet',
  },
  { flags: '-v, --verbose', about: 'show the jid, who is expected, acknowledgements and progress' },
  { flags: '-q, --quiet', about: 'show answers only: no word about minions that are silent' },
  { flags: '--no-color', about: 'no colours, also on a terminal; also NO_COLOR' },
];

/** Understood with TARGET FUNCTION only. */
export const callOptions: readonly OptionRow[] = [
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
  { flags: '-y, --yes', about: 'confirm what destroys something or stops several machines, without being asked' },
];
