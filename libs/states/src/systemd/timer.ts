import { Arg } from '@fleet/arguments';
import { isTemplate, unitName, type HostView } from '@fleet/platform';
import { defineState, type Step } from '../definition.js';
import { impossible, step } from '../step.js';
import { askTool, lastWords } from '../tool.js';
import { unitFile } from './parts/unit-file.js';
import { writeUnitSteps } from './parts/write-unit.js';

export class SystemdTimerArgs {
  @Arg({ doc: 'The timer, with or without .timer.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Unit that it starts; not given, the service of the same name.', type: 'string', optional: true })
  unit?: string;

  @Arg({
    doc: 'Calendar times, as systemd.time(7) writes them, such as daily or Mon *-*-* 02:00; or a list of them.',
    type: 'string or list',
    optional: true,
  })
  on_calendar?: string[];

  @Arg({ doc: 'Time after boot, such as 15min.', type: 'string', optional: true })
  on_boot_sec?: string;

  @Arg({ doc: 'Time after the unit was last started, such as 1h: again and again.', type: 'string', optional: true })
  on_unit_active_sec?: string;

  @Arg({ doc: 'Make up after boot for a calendar time that was missed.', type: 'boolean', default: false })
  persistent!: boolean;

  @Arg({
    doc: 'Elapse up to so much later, by chance, so that not all machines start at once.',
    type: 'string',
    optional: true,
  })
  randomized_delay?: string;

  @Arg({
    doc: 'How exactly it elapses; systemd takes a minute where nothing is given.',
    type: 'string',
    optional: true,
  })
  accuracy?: string;

  @Arg({ doc: 'One line for people.', type: 'string', optional: true })
  description?: string;
}

export const timer = defineState({
  name: 'systemd.timer',
  doc: 'Keep a timer that starts a unit: its file, enabled at boot and running; a change of it takes effect at once.',
  args: SystemdTimerArgs,
  example:
    'backup:\n  systemd.timer:\n    - on_calendar: daily\n    - persistent: True\n    - randomized_delay: 30min\n',
  async plan(host, want, context) {
    if (host.services.suits() === 'no') return impossible('this machine has no systemd');
    const name = want.name.endsWith('.timer') ? want.name : `${want.name}.timer`;
    const file = unitFile(name);
    if (typeof file === 'string') return impossible(file);
    if (file.dropIn !== undefined || isTemplate(file.unit)) return impossible(`${name} is not the name of one timer`);
    const bad = (await wrongTime(host, want)) ?? oddLine(want);
    if (bad !== undefined) return impossible(bad);
    const starts = unitName(want.unit ?? name.replace(/\.timer$/, ''));
    const warnings: string[] = [];
    if (!(await host.services.status(starts)).known) {
      const sentence = `there is no unit ${starts} that it could start`;
      if (!context.test) return impossible(sentence);
      warnings.push(`${sentence}: an earlier state may bring it`);
    }
    const written = await writeUnitSteps(host, file, timerText(want, name, starts), { verify: false }, context);
    if (typeof written === 'string') return impossible(written);
    return {
      steps: [...written, ...(await runningSteps(host, name, written.length > 0))],
      already: `${name} is enabled and runs`,
      done: `${name} is enabled and runs`,
      warnings,
    };
  },
});

function timerText(want: SystemdTimerArgs, name: string, starts: string): string {
  const lines = [
    ...(want.on_calendar ?? []).map((when) => `OnCalendar=${when}`),
    ...(want.on_boot_sec === undefined ? [] : [`OnBootSec=${want.on_boot_sec}`]),
    ...(want.on_unit_active_sec === undefined ? [] : [`OnUnitActiveSec=${want.on_unit_active_sec}`]),
    ...(want.persistent ? ['Persistent=yes'] : []),
    ...(want.randomized_delay === undefined ? [] : [`RandomizedDelaySec=${want.randomized_delay}`]),
    ...(want.accuracy === undefined ? [] : [`AccuracySec=${want.accuracy}`]),
    `Unit=${starts}`,
  ];
  return `[Unit]\nDescription=${want.description ?? `Starts ${starts} (${name})`}\n\n[Timer]\n${lines.join('\n')}\n\n[Install]\nWantedBy=timers.target\n`;
}

async function runningSteps(host: HostView, name: string, changed: boolean): Promise<Step[]> {
  const now = await host.services.status(name);
  const enable = step(`enable ${name}`, { [name]: { enabled: { old: false, new: true } } }, (machine) =>
    machine.services.enable(name),
  );
  const start = step(`start ${name}`, { [name]: { active: { old: false, new: true } } }, (machine) =>
    machine.services.start(name),
  );
  // systemd goes on waiting for the old time until the timer is started anew.
  const restart = step(`restart ${name}`, { [name]: { restarted: true } }, (machine) => machine.services.restart(name));
  return [...(now.enabled ? [] : [enable]), ...(!now.active ? [start] : changed ? [restart] : [])];
}

/** Every time as systemd reads it; one sentence about the first that it does not. */
async function wrongTime(host: HostView, want: SystemdTimerArgs): Promise<string | undefined> {
  const spans = Object.entries({
    on_boot_sec: want.on_boot_sec,
    on_unit_active_sec: want.on_unit_active_sec,
    randomized_delay: want.randomized_delay,
    accuracy: want.accuracy,
  }).flatMap(([key, value]) => (value === undefined ? [] : [['timespan', key, value] as const]));
  const times = (want.on_calendar ?? []).map((value) => ['calendar', 'on_calendar', value] as const);
  if (times.length === 0 && want.on_boot_sec === undefined && want.on_unit_active_sec === undefined)
    return 'say when: `on_calendar`, `on_boot_sec` or `on_unit_active_sec`';
  for (const [verb, key, value] of [...times, ...spans]) {
    if (/[\r\n\0]/.test(value) || value.trim() === '') return `\`${key}\` is one time on one line`;
    const read = await askTool(host, ['systemd-analyze', verb, '--', value]);
    if (!read) return 'this machine has no systemd-analyze to check the times with';
    if (read.exitCode !== 0) return `\`${key}\`: ${lastWords(read)}`;
  }
  return undefined;
}

function oddLine({ description = '' }: SystemdTimerArgs): string | undefined {
  return /[\r\n\0]/.test(description) ? '`description` is one line' : undefined;
}
