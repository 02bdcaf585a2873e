/** Whether every published advisory about nats-server is fixed in this version: from 2.14.3 on, and in 2.12.12 of the older line. */
export function isSafeVersion(version: string): boolean {
  const [major, minor, patch] = numbers(version);
  if (major !== 2) return major > 2;
  if (minor === 12) return patch >= 12;
  return minor > 14 || (minor === 14 && patch >= 3);
}

export function atLeast(version: string, major: number, minor: number): boolean {
  const found = numbers(version);
  return found[0] > major || (found[0] === major && found[1] >= minor);
}

function numbers(version: string): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return [major, minor, patch];
}
