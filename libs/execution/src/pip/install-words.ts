import { FunctionRefused } from '../definition.js';
import { demandWords } from '../language-tool.js';
import type { PipInstallArgs } from './install.args.js';

/**
 * Options first, then `--`, then what is installed.
 * @throws FunctionRefused `bad-arguments`
 */
export function installWords(want: PipInstallArgs): string[] {
  // Commas part packages, and the conditions of one version: `a >= 1, < 2, b`.
  const packages = (want.pkgs ?? []).flatMap((text) => text.split(/,(?!\s*[<>=!~])/)).map((text) => text.trim());
  demandWords('pkgs', packages);
  for (const name of ['requirements', 'editable', 'find_links', 'extra_index_url', 'trusted_host'] as const)
    demandWords(name, want[name] ?? []);
  for (const name of ['index_url', 'target', 'proxy', 'cert'] as const)
    if (want[name] !== undefined) demandWords(name, [want[name]]);
  for (const option of want.extra_args ?? [])
    if (!/^--[a-z][a-z-]*(?:=.*)?$/.test(option))
      throw new FunctionRefused('bad-arguments', `\`extra_args\`: ${option} is no option that begins with two dashes`);
  if (packages.length === 0 && !want.requirements?.length && !want.editable?.length)
    throw new FunctionRefused('bad-arguments', 'say what to install: `pkgs`, `requirements` or `editable`');
  const each = (option: string, values: readonly string[] | undefined): string[] =>
    (values ?? []).flatMap((value) => [option, value]);
  return [
    ...each('--requirement', want.requirements),
    ...each('--editable', want.editable),
    ...(want.upgrade ? ['--upgrade'] : []),
    ...(want.force_reinstall ? ['--force-reinstall'] : []),
    ...(want.ignore_installed ? ['--ignore-installed'] : []),
    ...(want.no_deps ? ['--no-deps'] : []),
    ...(want.no_index ? ['--no-index'] : []),
    ...each('--find-links', want.find_links),
    ...each('--index-url', want.index_url === undefined ? [] : [want.index_url]),
    ...each('--extra-index-url', want.extra_index_url),
    ...(want.pre_releases ? ['--pre'] : []),
    ...each('--target', want.target === undefined ? [] : [want.target]),
    ...each('--trusted-host', want.trusted_host),
    ...each('--proxy', want.proxy === undefined ? [] : [want.proxy]),
    ...each('--timeout', want.timeout === undefined ? [] : [String(want.timeout)]),
    ...each('--cert', want.cert === undefined ? [] : [want.cert]),
    ...(want.no_cache_dir ? ['--no-cache-dir'] : []),
    ...(want.extra_args ?? []),
    ...(packages.length === 0 ? [] : ['--', ...packages]),
  ];
}
