import { describe, expect, it } from '@jest/globals';
import { renderTemplate, type TemplateEnvironment } from '../index.js';
import type { Value } from '@fleet/values';

async function render(text: string, environment: Partial<TemplateEnvironment>): Promise<string> {
  const outcome = await renderTemplate({
    source: { name: 'a.sls', text },
    context: () => new Map<string, Value>(),
    environment: { load: () => undefined, ...environment },
  });
  if (outcome.ok) return outcome.value.text;
  const [first] = outcome.diagnostics;
  return `${first?.at?.line}:${first?.at?.column} ${first?.summary} [${first?.code}]`;
}

describe('filters that look at the machine', () => {
  it('ask the functions of the minion, each once', async () => {
    const asked: string[] = [];
    const call = async (name: string, args: readonly Value[], kwargs: ReadonlyMap<Value, Value>): Promise<Value> => {
      asked.push([name, ...args, ...kwargs].join(' '));
      return name === 'user.info' ? new Map() : `<${String(args[0])}>`;
    };
    const text =
      "{{ 'git' | which }} {{ ['/a', '/b'] | map('file_hashsum', 'md5') | join }} {{ 'ann' | get_uid }} {{ '' | which }} {{ 'u' | http_query(decode=true) }}";
    expect(await render(text, { call })).toBe('<git> </a></b> None None <u>');
    expect(asked).toEqual([
      'cmd.which git',
      'file.get_hash /a md5',
      'file.get_hash /b md5',
      'user.info ann',
      'http.query u decode,true',
    ]);
  });

  it('say what the function answers where it fails', async () => {
    const call = async (): Promise<Value> => {
      throw new Error('there is no file /a');
    };
    expect(await render("\n{{ '/a' | file_hashsum }}", { call })).toBe(
      "2:11 salt['file.get_hash'] failed: there is no file /a [template.call]",
    );
  });

  it.each<[string, Partial<TemplateEnvironment>]>([
    ['templates have no salt', {}],
    ['salt lacks the function', { call: () => null, knows: () => false }],
  ])('are refused where %s', async (_where, environment) => {
    expect(await render("{{ 'git' | which }}", environment)).toBe(
      '1:12 this looks at the machine with cmd.which, and here a template has none to look at [template.refused]',
    );
  });
});
