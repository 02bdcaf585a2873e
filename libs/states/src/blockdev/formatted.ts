import { Arg, NotSupported } from '@fleet/arguments';
import { deviceContent, formatProblem, formatWords, realDevice, signature, whyNotFormat } from '@fleet/storage';
import { StepFailed, defineState } from '../definition.js';
import { already, impossible, oldNew, step } from '../step.js';
import { runTool } from '../tool.js';

@NotSupported({
  force: 'what a device holds is never destroyed by a state: call blockdev.wipe by hand, then the state formats it.',
})
export class BlockdevFormattedArgs {
  @Arg({ doc: 'The device: a path, such as /dev/disk/by-id/…; UUID=… and LABEL=… as well.', type: 'string' })
  name!: string;

  @Arg({
    doc: 'Type of the file system: ext2, ext3, ext4, xfs, btrfs, f2fs, vfat, exfat; or swap.',
    type: 'string',
    default: 'ext4',
  })
  fs_type!: string;

  @Arg({ doc: 'Label of a new file system; of one that is there, it is not changed.', type: 'string', optional: true })
  label?: string;
}

export const formatted = defineState({
  name: 'blockdev.formatted',
  doc: 'Keep a file system on a device. One that holds anything else is refused, and never formatted: a signature of any kind, a partition table, a mount, swap, lvm, md or crypt, or anything but zeros at its beginning and its end. Salt formats over a file system of another type.',
  args: BlockdevFormattedArgs,
  example: `/dev/disk/by-id/virtio-data:
  blockdev.formatted:
    - fs_type: ext4
    - label: data
`,
  async plan(host, want, context) {
    if (!/^\/dev\/./.test(want.name) && !/^\w+=/.test(want.name))
      return impossible(`${want.name} is not a path below /dev, nor UUID=… or LABEL=…`);
    const problem = formatProblem(want.fs_type) ?? labelProblem(want.label);
    if (problem) return impossible(problem);
    const device = await realDevice(host, want.name);
    if (device === undefined) return lacking(`the device ${want.name} does not exist`, context.test);
    const content = await deviceContent(host, device);
    if (typeof content === 'string') return impossible(content);
    if (content.type === want.fs_type) {
      const other = want.label !== undefined && want.label !== content.label;
      const warnings = other
        ? [`its label is ${content.label || 'empty'}, not ${want.label ?? ''}; it is not changed`]
        : [];
      return { ...already(`${want.name} is formatted with ${want.fs_type}`), warnings };
    }
    const reason = whyNotFormat(want.name, content);
    if (reason)
      return impossible(
        `${reason}. It is not formatted; where nothing of it is needed, call blockdev.wipe with force=True`,
      );
    const words = formatWords(device, want.fs_type, want.label);
    if ((await host.commands.which(words[0])) === undefined)
      return lacking(`this machine has no ${words[0]}`, context.test);
    return {
      steps: [
        step(
          `format ${want.name} with ${want.fs_type}`,
          { [want.name]: oldNew(null, want.fs_type) },
          async (machine) => {
            // The look may be old by now: an earlier state can have used the device.
            const now = await deviceContent(machine, device);
            const changed = typeof now === 'string' ? now : whyNotFormat(want.name, now);
            if (changed) throw new StepFailed(changed);
            await runTool(machine, words);
            const made = await signature(machine, device);
            if (typeof made === 'string' || made.get('TYPE') !== want.fs_type)
              throw new StepFailed(`${words[0]} ended well, and ${want.name} holds no ${want.fs_type}`);
          },
        ),
      ],
      already: '',
    };
  },
});

function labelProblem(label: string | undefined): string | undefined {
  return label === undefined || /^[\w.][\w. -]*$/.test(label) ? undefined : `${JSON.stringify(label)} is not a label`;
}

function lacking(sentence: string, test: boolean): ReturnType<typeof impossible> {
  return test ? { verdict: null, comment: `${sentence}: an earlier state may bring it` } : impossible(sentence);
}
