/** The table of a module with a further import and row: `libs/states/src/service/table.ts`. `undefined`: a new module, made from nothing. */
export function addDefinition(text, kind, name) {
  const [module, last] = name.split('.');
  const type = kind === 'state' ? 'StateDefinition' : 'FunctionDefinition';
  const before =
    text ??
    `import type { ${type} } from '../definition.js';\n\nexport const ${tableName(kind, module)}: readonly ${type}[] = [];\n`;
  return addRow(
    before,
    `import { ${exportedName(last)} } from './${last.replaceAll('_', '-')}.js';`,
    exportedName(last),
  );
}

/** The table of the room with a further module. */
export function addModule(text, kind, module) {
  const name = tableName(kind, module);
  return addRow(text, `import { ${name} } from './${module}/table.js';`, `...${name}`);
}

/** `service`, state → `serviceStates`. */
function tableName(kind, module) {
  return `${localName(module)}${kind === 'state' ? 'States' : 'Functions'}`;
}

/** The first array of the text gets the row, its imports get the line; both stay sorted as far as they were. */
function addRow(text, importLine, row) {
  const [imports, array] = [/(?:^import .*;\n)+/m.exec(text), /= \[([^\]]*)\];/.exec(text)];
  if (!imports || !array) throw new Error('the table has another form than this program knows');
  const rows = [
    ...array[1]
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    row,
  ].sort();
  const lines = [...imports[0].trimEnd().split('\n'), importLine];
  const [first, ...rest] = lines;
  const withRow = text.replace(array[0], () => `= [\n${rows.map((word) => `  ${word},\n`).join('')}];`);
  return withRow.replace(imports[0], () => `${[first, ...rest.sort()].join('\n')}\n`);
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
