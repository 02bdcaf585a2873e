# The marker without which no instance starts. With `warmup_skip` (the default) it is written at once and the first start of an instance
# fetches what it needs; without, somebody warms the server up first and then writes it, and until then nothing is started.
{%- from 'cortensord/map.jinja' import settings with context %}
{%- if settings.warmup_skip %}
cortensord_warmup_marker:
  file.managed:
    - name: {{ settings.warmup_marker }}
    - contents: Warm-up left to the first start of an instance.
    - replace: False
    - mode: '0644'
{%- else %}
cortensord_warmup_marker:
  file.exists:
    - name: {{ settings.warmup_marker }}

cortensord_warmup_missing:
  test.fail_without_changes:
    - comment: >-
        {{ grains['id'] }} is not warmed up: {{ settings.warmup_marker }} does not exist, and no instance is started before it does.
        When the images are on the server, write it: fleetctl {{ grains['id'] }} file.touch {{ settings.warmup_marker }};
        or set cortensord:warmup_skip to True in its pillar, and the first start of an instance fetches them.
    - onfail:
      - file: cortensord_warmup_marker
{%- endif %}
