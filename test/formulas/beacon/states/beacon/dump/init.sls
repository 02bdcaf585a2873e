---
{%- set tplroot = tpldir.split('/')[0] %}
{%- from tplroot ~ '/map.jinja' import mapdata with context %}
{%- set mapdata = {'values': mapdata} %}

{{ tplroot }}-dump:
  file.managed:
    - name: /tmp/{{ sls | replace('.', '-') }}.yaml
    - source: salt://{{ tplroot }}/dump/mapdata.jinja
    - template: jinja
    - context:
        map: {{ mapdata | yaml }}
