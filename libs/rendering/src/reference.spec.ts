import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { listFilters, listGlobals, listTags, listTests } from './features.js';
import { templateReference } from './reference.js';

const page = 'docs/reference/templates.md';

describe('the reference of templates', () => {
  it('is what the tables say', () => {
    if (process.env['FLEET_WRITE_REFERENCE'] === '1') {
      mkdirSync('docs/reference', { recursive: true });
      writeFileSync(page, templateReference());
    }
    expect(readFileSync(page, 'utf8')).toBe(templateReference());
  });

  it('has a sentence for everything', () => {
    for (const feature of [...listFilters(), ...listTests(), ...listGlobals(), ...listTags()])
      expect(`${feature.name}: ${feature.doc}`).toMatch(/: .+\.$/);
  });

  it("has all of Jinja's filters and tests", () => {
    const filters =
      'abs attr batch capitalize center count d default dictsort e escape filesizeformat first float forceescape format groupby indent int items join last length list lower map max min pprint random reject rejectattr replace reverse round safe select selectattr slice sort string striptags sum title tojson trim truncate unique upper urlencode wordcount wordwrap xmlattr';
    const tests =
      'boolean callable defined divisibleby eq equalto escaped even false filter float ge greaterthan gt in integer iterable le lessthan lower lt mapping ne none number odd sameas sequence string test true undefined upper';
    expect(listFilters().map((feature) => feature.name)).toEqual(expect.arrayContaining(filters.split(' ')));
    expect(listTests().map((feature) => feature.name)).toEqual(expect.arrayContaining(tests.split(' ')));
  });
});
