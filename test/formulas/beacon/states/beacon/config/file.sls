{#- The main configuration. #}
{%- set tplroot = tpldir.split('/')[0] %}
{%- set sls_package = tplroot ~ '.package.install' %}
{%- from tplroot ~ '/map.jinja' import mapdata as beacon with context %}
{%- from tplroot ~ '/libs/sources.jinja' import sources_of with context %}

include:
  - {{ sls_package }}

beacon-folders:
  file.directory:
    - names:
      - {{ beacon.lookup.folder }}
      - {{ beacon.lookup.log.folder }}:
        - group: {{ beacon.lookup.group }}
        - mode: '2750'
    - user: root
    - makedirs: true
    - require:
      - sls: {{ sls_package }}

beacon-config-file:
  file.managed:
    - name: {{ beacon.lookup.folder }}/beacon.conf
    - source: {{ sources_of(['beacon.conf', 'beacon.conf.jinja'],
                            lookup='beacon-config-file'
                 )
              }}
    - mode: 644
    - user: root
    - group: {{ beacon.lookup.group }}
    - template: jinja
    - require:
      - file: beacon-folders
    - context:
        config: {{ beacon.config | json }}
        keep: {{ beacon.lookup.log.keep }}
