{%- set tplroot = tpldir.split('/')[0] %}
{%- from tplroot ~ '/map.jinja' import mapdata as beacon with context %}

beacon-package:
  pkg.installed:
    - name: {{ beacon.lookup.package }}
  {%- if beacon.get('version') %}
    - version: {{ beacon.version | yaml_dquote }}
  {%- endif %}
  group.present:
    - name: {{ beacon.lookup.group }}
    - require_in:
      - pkg: beacon-package
