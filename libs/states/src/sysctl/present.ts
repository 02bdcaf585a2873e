import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { defineState, type Step } from '../definition.js';
import { parentOf, pathProblem } from '../file/parts/absolute.js';
import { joinLines, splitLines } from '../file/parts/edit.js';
import { impossible, step } from '../step.js';
import { askTool, runTool, withoutTool } from '../tool.js';

export class SysctlPresentArgs {
  @Arg({ doc: 'Name of the setting, such as net.ipv4.ip_forward.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Its value.', type: 'any' })
  value!: Value;

  @Arg({ doc: 'The file that sets it at boot.', type: 'string', default: '/etc/sysctl.d/99-salt.conf' })
  config!: string;

  @Arg({ doc: 'Do nothing about a setting that this kernel does not have.', type: 'boolean', default: false })
  ignore!: boolean;
}

export const present = defineState({
  name: 'sysctl.present',
  doc: 'Keep a setting of the kernel, now and after a reboot.',
  args: SysctlPresentArgs,
  example: 'net.ipv4.ip_forward:\n  sysctl.present:\n    - value: 1\n',
  async plan(host, want, context) {
    if (!/^[\w.*/@:-]+$/.test(want.name) || /^-|\.\./.test(want.name))
      return impossible(`${want.name} is not the name of a setting`);
    const value = (want.value === true ? '1' : want.value === false ? '0' : pythonStr(want.value)).trim();
    // A second line would be a setting of its own.
    if (/[\r\n\0]/.test(value)) return impossible('the value of a setting is one line');
    const bad = pathProblem(want.config);
    if (bad) return impossible(bad);
    const read = await askTool(host, ['sysctl', '-n', want.name]);
    if (!read) return withoutTool('sysctl', context);
    if (read.exitCode !== 0 && want.ignore)
      return { steps: [], already: `this kernel has no ${want.name}, and that is fine` };
    if (read.exitCode !== 0) {
      const sentence = `this kernel has no ${want.name}, or does not tell it`;
      return context.test
        ? { verdict: null, comment: `${sentence}: a module that an earlier state loads may bring it` }
        : impossible(sentence);
    }
    const steps: Step[] = [];
    if (spaced(read.stdout) !== spaced(value))
      steps.push(
        step(`set ${want.name}`, { [want.name]: { old: spaced(read.stdout), new: spaced(value) } }, async (machine) => {
          await runTool(machine, ['sysctl', '-w', `${want.name}=${value}`]);
        }),
      );
    const stats = await host.files.statTarget(want.config);
    const { lines } = splitLines(stats ? (await host.files.read(want.config)).toString('utf8') : '');
    const wanted = `${want.name} = ${value}`;
    const own = lines.filter((line) => settingOf(line) === dotted(want.name));
    if (own.length !== 1 || valueOf(own[0] ?? '') !== spaced(value)) {
      const at = lines.findIndex((line) => own.includes(line));
      const rest = lines.flatMap((line, index) => (!own.includes(line) ? [line] : index === at ? [wanted] : []));
      steps.push(
        step(
          `write ${want.name} to ${want.config}`,
          { [want.config]: { old: own.at(-1) ?? '', new: wanted } },
          async (machine) => {
            await machine.files.makeDirectory(parentOf(want.config), {}, { parents: true });
            await machine.files.write(want.config, joinLines(at < 0 ? [...rest, wanted] : rest));
          },
        ),
      );
    }
    return { steps, already: `${want.name} is ${spaced(value)}` };
  },
});

/** The kernel separates several numbers by tabs, people by spaces. */
function spaced(value: string): string {
  return value.trim().split(/\s+/).join(' ');
}

function settingOf(line: string): string | undefined {
  return /^\s*[#;]/.test(line) || !line.includes('=')
    ? undefined
    : dotted((line.split('=')[0] ?? '').trim().replace(/^-/, ''));
}

function valueOf(line: string): string {
  return spaced(line.slice(line.indexOf('=') + 1));
}

/** sysctl takes slashes for dots. */
function dotted(name: string): string {
  return name.replaceAll('/', '.');
}
