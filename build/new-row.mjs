/**
 * `table.ts` with a further import and row, or `lines` to add by hand where the table has a form that is not known here. Rows are sorted
 * into the array that `kind` is named by; names of different modules meet there (`user.present`, `group.present`), so each is imported under its full name.
 */
export function addRow(text, kind, name) {
  const [module, last] = name.split('.');
  const local = localName(name);
  const exported = exportedName(last);
  const fileName = last.replaceAll('_', '-');
  const importLine = `import { ${exported === local ? local : `${exported} as ${local}`} } from './${module}/${fileName}.js';`;
  const lines = [importLine, `  ${local},`];
  const array = new RegExp(`(const ${kind}s[^=]*= \\[)([^\\]]*)(\\];?)`).exec(text);
  if (!array) return { lines };
  const rows = array[2]
    .split(',')
    .map((row) => row.trim())
    .filter((row) => row !== '');
  rows.push(local);
  const body = `\n${rows.map((row) => `  ${row},`).join('\n')}\n`;
  const withRow = text.slice(0, array.index) + array[1] + body + array[3] + text.slice(array.index + array[0].length);
  const imports = [...withRow.matchAll(/^import .*?;\n/gms)];
  const end = imports.length === 0 ? 0 : imports.at(-1).index + imports.at(-1)[0].length;
  return { text: `${withRow.slice(0, end)}${importLine}\n${withRow.slice(end)}`, lines };
}

/** `service.force_reload` → `serviceForceReload`. */
export function localName(name) {
  return name.replace(/[._]([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

const reserved = new Set([
  'delete',
  'export',
  'import',
  'new',
  'return',
  'switch',
  'try',
  'with',
  'in',
  'if',
  'for',
  'function',
  'default',
  'case',
  'do',
  'else',
  'void',
  'enum',
  'this',
  'null',
  'true',
  'false',
]);

/** `force_reload` → `forceReload`; a word of the language gets an underscore behind it. */
export function exportedName(last) {
  const camel = localName(last);
  return reserved.has(camel) ? `${camel}_` : camel;
}
