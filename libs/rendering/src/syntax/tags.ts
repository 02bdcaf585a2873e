export interface Tag {
  readonly usage: string;
  readonly doc: string;
  /** Why the tag is refused, and what to do instead. */
  readonly refused?: string;
}

/** Every tag of the dialect, in the order of the reference. */
export const tags: ReadonlyMap<string, Tag> = new Map<string, Tag>(
  Object.entries({
    if: {
      usage: '{% if a %}…{% elif b %}…{% else %}…{% endif %}',
      doc: 'Chooses; what is set inside is seen after it.',
    },
    for: {
      usage: '{% for k, v in d.items() if v recursive %}…{% else %}…{% endfor %}',
      doc: 'Repeats; `loop` counts; `else` is for nothing to loop over; what is set inside does not leak.',
    },
    break: { usage: '{% break %}', doc: 'Leaves the loop.' },
    continue: { usage: '{% continue %}', doc: 'Goes on with the next turn.' },
    set: {
      usage: '{% set a, b = x %} or {% set a %}…{% endset %}',
      doc: 'Binds names, an attribute of a `namespace()`, or a rendered text.',
    },
    do: { usage: '{% do list.append(1) %}', doc: 'Evaluates and prints nothing.' },
    with: { usage: '{% with a = 1 %}…{% endwith %}', doc: 'A scope with names of its own.' },
    macro: {
      usage: '{% macro name(a, b=1) %}…{% endmacro %}',
      doc: 'A function that returns text; knows `varargs`, `kwargs`, `caller`.',
    },
    call: {
      usage: '{% call(x) name() %}…{% endcall %}',
      doc: 'Calls a macro with a body that it prints with `caller(x)`.',
    },
    filter: { usage: '{% filter upper %}…{% endfilter %}', doc: 'Filters a rendered text.' },
    include: { usage: "{% include 'a.jinja' ignore missing with context %}", doc: 'Renders another template here.' },
    import: { usage: "{% import 'a.jinja' as a with context %}", doc: 'Its macros and top-level names as attributes.' },
    from: { usage: "{% from 'a.jinja' import b as c with context %}", doc: 'Some of its macros and top-level names.' },
    import_yaml: { usage: "{% import_yaml 'a.yaml' as a %}", doc: 'Renders a file and reads it as YAML.' },
    import_json: { usage: "{% import_json 'a.json' as a %}", doc: 'Renders a file and reads it as JSON.' },
    import_text: { usage: "{% import_text 'a.txt' as a %}", doc: 'Renders a file to text.' },
    load_yaml: { usage: '{% load_yaml as a %}…{% endload %}', doc: 'Reads its body as YAML.' },
    load_json: { usage: '{% load_json as a %}…{% endload %}', doc: 'Reads its body as JSON.' },
    load_text: { usage: '{% load_text as a %}…{% endload %}', doc: 'Its body as text.' },
    block: {
      usage: '{% block name %}…{% endblock %}',
      doc: 'A part that a template which extends this one may replace; knows `super()`.',
    },
    extends: { usage: "{% extends 'layout.jinja' %}", doc: 'Renders another template with the blocks of this one.' },
    raw: { usage: '{% raw %}…{% endraw %}', doc: 'Text in which nothing is a tag.' },
    profile: { usage: "{% profile as 'x' %}…{% endprofile %}", doc: 'Renders its body; nothing is measured.' },
    autoescape: { usage: '{% autoescape false %}…{% endautoescape %}', doc: 'Renders its body; `true` is refused.' },
    trans: { usage: '{% trans %}', doc: 'Refused.', refused: 'Translations are not part of state trees.' },
    debug: { usage: '{% debug %}', doc: 'Refused.', refused: 'Use {{ show_full_context() }}.' },
  }),
);
