import { FunctionRefused } from '../definition.js';
import { demandWords } from '../language-tool.js';
import type { NpmInstallArgs } from './install.args.js';

/** @throws FunctionRefused `bad-arguments` */
export function installWords(want: Pick<NpmInstallArgs, 'pkg' | 'pkgs' | 'dir' | 'registry'>): string[] {
  const packages = want.pkgs ?? (want.pkg === undefined ? [] : [want.pkg]);
  demandWords('pkgs', packages);
  if (want.registry !== undefined) demandWords('registry', [want.registry]);
  if (packages.length === 0 && want.dir === undefined)
    throw new FunctionRefused('bad-arguments', 'say what to install, or in which project: `pkg`, `pkgs` or `dir`');
  return ['install', ...(want.registry === undefined ? [] : [`--registry=${want.registry}`]), ...packages];
}
