# The marker that tells the daemon's tooling that model images are there. With `warmup_skip` it is written at once and the
# first start of an instance pulls what it needs.
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
{%- endif %}
