import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { fromPlain } from '@fleet/values';
import { listFilters, listGlobals, listTags, listTests } from './features.js';
import { templateReference } from './reference.js';
import { exampleFiles, globalExamples, refused, tagExamples, testExamples } from './reference-examples.js';
import { exampleAnswers, filterExamples } from './reference-filter-examples.js';
import { renderText } from './render/render-text.js';

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

  const kinds = [
    ['filter', listFilters(), filterExamples],
    ['test', listTests(), testExamples],
    ['function', listGlobals(), globalExamples],
    ['tag', listTags(), tagExamples],
  ] as const;

  it.each(kinds)('has an example for every %s, and none for what there is not', (_kind, features, examples) => {
    expect(Object.keys(examples).sort()).toEqual(features.map((feature) => feature.name).sort());
  });

  const examples = kinds.flatMap(([kind, , rows]) =>
    Object.entries(rows).map(([name, [template, output]]) => [kind, name, template, output] as const),
  );
  it.each(examples)('the example of the %s %s does what it says', (_kind, name, template, output) => {
    // Whoever renames what an example shows must not leave an example that shows nothing.
    expect(template).toContain(name);
    const actual = renderText(template, {
      files: exampleFiles,
      call: (name, [first]) => fromPlain(exampleAnswers[`${name} ${String(first)}`]),
    });
    if (output === refused) expect(actual).toMatch(/^app\/web\.sls:1:\d+: error: .+ \[template\.(?:refused|raised)\]/);
    else expect(actual).toBe(output);
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
