# Every instance of this server, running and enabled. A changed environment restarts only its own instance.
{%- from 'cortensord/map.jinja' import settings, nodes with context %}
include:
  - .install
  - .unit
  - .config
  - .warmup

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
