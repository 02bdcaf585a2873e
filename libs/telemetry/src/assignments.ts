const quoted = String.raw`"(?:[^"\\\n]|\\.)*"|'[^'\n]*'`;

/** `name=value`, anywhere: a line of an `.env`, an option on a command line, a query in a URL. */
const equals = new RegExp(
  String.raw`(?<before>)(?<name>[A-Za-z_][\w.-]*)(?<sign>[ \t]*=(?!=)[ \t]*)(?<value>${quoted}|[^\s"',;&]+)`,
  'g',
);
/** `name: value` where a line starts (after the sign of a diff, or the dash of a list), up to its end. */
const colon = new RegExp(
  String.raw`(?<before>^[-+ \t]*)(?<name>[A-Za-z_][\w.-]*)(?<sign>:[ \t]+)(?<value>${quoted}|[^\s"'{[&|>#][^\n]*)`,
  'gm',
);
/** `name: value` inside a flow mapping of YAML, where an excerpt of somebody's file shows one. */
const flow = new RegExp(
  String.raw`(?<before>[{,][ \t]*)(?<name>[A-Za-z_][\w.-]*)(?<sign>:[ \t]+)(?<value>${quoted}|[^\s"'{}[\],&|>#][^\n,{}[\]]*)`,
  'g',
);
/** `"name": value`, anywhere: JSON. */
const json = new RegExp(
  String.raw`(?<before>["'])(?<name>[A-Za-z_][\w.-]*)(?<sign>["']:[ \t]*)(?<value>${quoted}|[^\s"',;{}[\]]+)`,
  'g',
);

/**
 * Masks what a text assigns to a secret-sounding name, for secrets that nobody told us about. Quotes stay, so that the text
 * still parses.
 */
export function redactAssignments(text: string, mask: string, isSecretKey: (key: string) => boolean): string {
  const replace = (pattern: RegExp, on: string): string =>
    on.replace(pattern, (whole: string, before: string, name: string, sign: string, value: string) => {
      if (!isSecretKey(name) || /^(?:null|true|false|None|True|False)$/.test(value)) return whole;
      const quote = value.startsWith('"') || value.startsWith("'") ? (value[0] as string) : '';
      return value === quote + quote ? whole : before + name + sign + quote + mask + quote;
    });
  let result = text;
  // Nearly all texts assign nothing, and looking for a sign is much faster than a pattern.
  if (result.includes('=')) result = replace(equals, result);
  if (result.includes(': ')) result = replace(flow, replace(colon, result));
  if (result.includes('":') || result.includes("':")) result = replace(json, result);
  return result;
}
