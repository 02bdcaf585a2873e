# Every instance of this server, running and enabled. A changed environment restarts only its own instance. An instance that is no longer in
# the pillar is stopped and not started at boot; its directory, its key and its logs stay until somebody removes them.
{%- from 'cortensord/map.jinja' import settings, nodes with context %}
include:
  - .install
  - .unit
  - .config
  - .warmup

{%- for name, found in salt['cortensord.instances'](settings.nodes_dir).items() if name not in nodes and (found.active or found.enabled) %}
cortensord_removed_{{ name }}:
  service.dead:
    - name: cortensord@{{ name }}
    - enable: False
{%- endfor %}

{%- for name in nodes %}
cortensord_service_{{ name }}:
  service.running:
    - name: cortensord@{{ name }}
    - enable: True
    - init_delay: {{ settings.init_delay }}
    - require:
      - file: cortensord_warmup_marker
      - file: cortensord_environment_link_{{ name }}
      - file: cortensord_log_cortensord-{{ name }}
      - module: cortensord_systemd_reload
    - watch:
      - file: cortensord_environment_{{ name }}
      - file: cortensord_unit
      - file: cortensord_binary
{%- endfor %}
