import { isUnitName, unitName } from '@fleet/platform';

export const unitDirectory = '/etc/systemd/system';

/** A unit file of the administrator's, or a drop-in for a unit that somebody else brings. */
export interface UnitFile {
  readonly path: string;
  /** The unit that it is, or that it changes. */
  readonly unit: string;
  /** File name of a drop-in. */
  readonly dropIn?: string;
}

/** `app`, `app.service`, `app@.service`, `app.service.d/limits.conf`; one sentence where it is none of them. */
export function unitFile(name: string): UnitFile | string {
  const [, unit, dropIn] = /^([^/]+)\.d\/([^/]+)$/.exec(name) ?? [];
  if (unit !== undefined && dropIn !== undefined) {
    const full = unitName(unit);
    if (!isUnitName(full)) return `${unit} is not the name of a unit`;
    if (!/^[\w.:@-]+\.conf$/.test(dropIn) || dropIn.startsWith('.') || dropIn.startsWith('-'))
      return `${dropIn}: systemd reads drop-ins whose names end with .conf`;
    return { path: `${unitDirectory}/${full}.d/${dropIn}`, unit: full, dropIn };
  }
  const full = unitName(name);
  return isUnitName(full)
    ? { path: `${unitDirectory}/${full}`, unit: full }
    : `${name} is not the name of a unit; write app.service, or app.service.d/limits.conf for a drop-in`;
}
