import { shownDiff } from '@fleet/edits';
import { isTemplate, verifyFiles, verifyUnit, type Host, type HostView } from '@fleet/platform';
import { StepFailed, type StateContext, type Step } from '../../definition.js';
import { step } from '../../step.js';
import type { UnitFile } from './unit-file.js';

/** Writes a unit file where it is not as wanted, and makes systemd read it; one sentence where something else is in its place. */
export async function writeUnitSteps(
  host: HostView,
  file: UnitFile,
  text: string,
  options: { readonly verify: boolean; readonly showChanges?: boolean },
  context: StateContext,
): Promise<readonly Step[] | string> {
  const stats = await host.files.stat(file.path);
  if (stats?.target === '/dev/null') return `${file.unit} is masked; lift that with \`service.unmasked\` first`;
  if (stats && stats.kind !== 'file') return `${file.path} is a ${stats.kind}, not a file`;
  const before = stats ? (await host.files.read(file.path)).toString('utf8') : undefined;
  const right = before === text && stats?.mode === 0o644 && stats.uid === 0 && stats.gid === 0;
  const reload = step('make systemd read its units again', {}, (machine) => machine.services.reloadManager());
  if (right) {
    const stale = !isTemplate(file.unit) && (await host.services.status(file.unit)).needsReload;
    return stale ? [{ ...reload, changes: new Map([[file.unit, 'read again']]) }] : [];
  }
  const policy = { hidden: options.showChanges === false, private: false, secret: context.secret };
  const changes: Record<string, unknown> =
    before === undefined
      ? { diff: 'New file' }
      : before !== text
        ? { diff: shownDiff(before, text, policy) }
        : { mode: { old: stats?.mode.toString(8).padStart(4, '0'), new: '0644' } };
  const write = step(`write ${file.path}`, { [file.path]: changes }, async (machine) => {
    if (options.verify) await demandValid(machine, file, text);
    if (file.dropIn !== undefined)
      await machine.files.makeDirectory(
        file.path.slice(0, file.path.lastIndexOf('/')),
        { uid: 0, gid: 0, mode: 0o755 },
        { parents: true },
      );
    await machine.files.write(file.path, text, { uid: 0, gid: 0, mode: 0o644 });
  });
  return [write, reload];
}

/** @throws StepFailed with what systemd says of the unit, before anything of it is in place. */
async function demandValid(host: Host, file: UnitFile, text: string): Promise<void> {
  const verdict =
    file.dropIn === undefined ? await verifyUnit(host, file.unit, text) : await verifyDropIn(host, file, text);
  if (verdict && !verdict.valid)
    throw new StepFailed(
      `systemd would not take it as it is, and nothing is written (\`verify: False\` would write it):\n${verdict.messages.join('\n')}`,
    );
}

/** With the unit that it changes; one that is not there yet can say nothing about its drop-ins. */
async function verifyDropIn(host: Host, file: UnitFile, text: string): ReturnType<typeof verifyUnit> {
  const { FragmentPath } = await host.services.show(file.unit, ['FragmentPath']);
  if (FragmentPath === undefined || FragmentPath === '') return { valid: true, messages: [] };
  return verifyFiles(host, file.unit, {
    [file.unit]: (await host.files.read(FragmentPath)).toString('utf8'),
    [`${file.unit}.d/${file.dropIn ?? ''}`]: text,
  });
}
