{%- set tplroot = tpldir.split('/')[0] %}
{%- from tplroot ~ '/map.jinja' import mapdata as beacon with context %}

include:
  - {{ tplroot }}.config.file

beacon-service:
  service:
    - {{ beacon.units }}
    - name: beacon
    - enable: {{ beacon.enabled }}
    - watch:
      - file: beacon-config-file

beacon-reload:
  cmd.wait:
    - name: systemctl reload beacon
    - onlyif: test -d {{ beacon.lookup.folder }}
    - watch:
      - file: {{ beacon.lookup.folder }}/*.env
    - require:
      - service: beacon-service
    - order: last
