/** What loads modules at boot: Debian's list, and the one that Salt keeps too, so that trees that come from there find it. */
export const moduleLists = ['/etc/modules', '/etc/modules-load.d/salt_managed.conf'] as const;

/** As the kernel writes it, with underscores; `undefined` for what can be no module. */
export function moduleName(name: string): string | undefined {
  return /^\w[\w-]*$/.test(name) ? name.replaceAll('-', '_') : undefined;
}

/** The module that a line of such a list names; what follows the name are its parameters. */
export function moduleOn(line: string): string | undefined {
  const [name = ''] = line
    .replace(/[#;].*/, '')
    .trim()
    .split(/\s+/);
  return name === '' ? undefined : name.replaceAll('-', '_');
}

/** The modules that a list names. */
export function modulesIn(text: string): string[] {
  return text.split('\n').flatMap((line) => moduleOn(line) ?? []);
}

/** The lines without those of some modules, or with those as comments. */
export function withoutModules(lines: readonly string[], names: readonly string[], asComment: boolean): string[] {
  return lines.flatMap((line) => {
    const name = moduleOn(line);
    if (name === undefined || !names.includes(name)) return [line];
    return asComment ? [`#${line}`] : [];
  });
}
