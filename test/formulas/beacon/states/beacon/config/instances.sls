{%- set tplroot = tpldir.split('/')[0] %}
{%- from tplroot ~ '/map.jinja' import mapdata as beacon with context %}
{%- from tplroot ~ '/libs/sources.jinja' import sources_of with context %}

{%- macro options(given) %}
  {%- for key, value in given.items() %}
    - {{ key }}: {{ value | json }}
  {%- endfor %}
{%- endmacro %}

{%- for name, instance in beacon.instances | dictsort %}
beacon-instance-{{ loop.index0 }}:
  file.managed:
    - name: {{ beacon.lookup.folder }}/{{ name }}.env
    - source: {{ sources_of([name ~ '.env', 'instance.env'], nested=True) }}
    - context: {{ {'name': name, 'ports': instance.get('ports', [])} | yaml }}
    - use:
      - file: beacon-config-file
    {{- options(instance.get('file', {})) }}
{%- else %}
beacon-no-instances:
  test.show_notification:
    - text: |
        {{ grains['id'] }} has no instances of {{ tplroot }}
{%- endfor %}
