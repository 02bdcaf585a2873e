export interface NetworkWish {
  readonly driver: string;
  readonly options?: ReadonlyMap<unknown, unknown> | undefined;
  readonly subnet?: string | undefined;
  readonly gateway?: string | undefined;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ipv6: boolean;
  readonly labels?: ReadonlyMap<unknown, unknown> | undefined;
}

/** The command that makes a network; values stand behind `=`, so that none is taken for an option. */
export function networkWords(name: string, wish: NetworkWish): readonly string[] {
  return [
    'network',
    'create',
    `--driver=${wish.driver}`,
    ...[...(wish.options ?? [])].map(([key, value]) => `--opt=${String(key)}=${String(value)}`),
    ...(wish.subnet === undefined ? [] : [`--subnet=${wish.subnet}`]),
    ...(wish.gateway === undefined ? [] : [`--gateway=${wish.gateway}`]),
    ...(wish.internal ? ['--internal'] : []),
    ...(wish.attachable ? ['--attachable'] : []),
    ...(wish.ipv6 ? ['--ipv6'] : []),
    ...[...(wish.labels ?? [])].map(([key, value]) => `--label=${String(key)}=${String(value)}`),
    name,
  ];
}
