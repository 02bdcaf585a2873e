import { HostRefusal } from '@fleet/platform';
import { fine, wrong, type ServerCheck, type Ward } from './definition.js';

const upgrade = 'state.apply cortensord.upgrade fetches it again';

/** The program is one, runs, and no upgrade was interrupted. */
export const binary: ServerCheck = {
  name: 'binary',
  async look(ward) {
    const path = ward.setting('binary');
    const stats = await ward.host.files.statTarget(path);
    if (!stats) return wrong(`${path} does not exist`, 'state.apply cortensord installs it');
    if (stats.kind !== 'file' || (stats.mode & 0o111) === 0) return wrong(`${path} is no program`, upgrade);
    const least = Number(ward.plan.settings.get('binary_min_size') ?? 0);
    if (stats.size < least)
      return wrong(`${path} has ${stats.size} bytes: that is a pointer, not the program`, upgrade);
    const findings = [await version(ward, path)];
    if (await upgrading(ward, path))
      findings.push(wrong('an upgrade was interrupted', 'state.apply cortensord.upgrade takes it up again'));
    return findings;
  },
};

/** What an upgrade notes first and takes away last: the commit of before, and the program of before while another is in its place. */
async function upgrading({ host, context, setting }: Ward, path: string): Promise<boolean> {
  const git = `${setting('installer_dir')}/.git`;
  if (await host.files.stat(`${path}.before-upgrade`)) return true;
  if (await host.files.stat(`${git}/refs/fleet/upgrading`)) return true;
  return (await context.call('file.contains', [`${git}/packed-refs`, 'refs/fleet/upgrading'])) === true;
}

async function version({ host, plan, setting }: Ward, path: string) {
  const words = String(plan.settings.get('binary_version') ?? '')
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return fine(`${path} is there`);
  try {
    const result = await host.commands.probe([path, ...words], { runas: setting('user'), timeout: 20_000 });
    if (result.timedOut) return wrong(`${path} ${words.join(' ')} does not end`, upgrade);
    if (result.exitCode !== 0) return wrong(`${path} ${words.join(' ')} ended with ${result.exitCode}`, upgrade);
    return fine(`${path} is ${result.stdout.split('\n')[0]?.trim() || 'there'}`);
  } catch (cause) {
    if (cause instanceof HostRefusal) return wrong(`${path} does not run: ${cause.message}`, upgrade);
    throw cause;
  }
}
