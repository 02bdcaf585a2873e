/** Set by the build; absent when the sources run as they are. */
export const version: string = (globalThis as { FLEET_VERSION?: string }).FLEET_VERSION ?? '0.0.0-source';
