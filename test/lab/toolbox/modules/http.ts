import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const server = `
import http.server
class Answer(http.server.BaseHTTPRequestHandler):
    def reply(self):
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        status = {'/missing': 404, '/moved': 302}.get(self.path, 200)
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        if status == 302: self.send_header('Location', '/data')
        self.end_headers()
        if self.command != 'HEAD': self.wfile.write(b'{"method": "' + self.command.encode() + b'", "sent": "' + body + b'"}')
    do_GET = do_HEAD = do_POST = do_PUT = reply
    def log_message(self, *words): pass
http.server.HTTPServer(('127.0.0.1', 18090), Answer).serve_forever()
`;

export const toolbox: ToolboxModule = {
  module: 'http',
  prepare: `cat > /root/kept/answer.py <<'END'${server}END
systemd-run --quiet --unit=lab-http /bin/sh -c 'sleep 4; exec python3 /root/kept/answer.py'`,
  verdicts: [
    {
      sls: `ready:
  http.wait_for_successful_query:
    - name: http://127.0.0.1:18090/data
    - status: 200
    - match: GET
    - wait_for: 40
    - request_interval: 500ms
never:
  http.wait_for_successful_query:
    - name: http://127.0.0.1:1/
    - wait_for: 1
looked:
  http.query:
    - name: http://127.0.0.1:18090/data
    - status: 200
    - match: '"method": "G.T"'
    - match_type: pcre
missing:
  http.query:
    - name: http://127.0.0.1:18090/missing
    - status: 200
sent:
  http.query:
    - name: http://127.0.0.1:18090/data
    - method: POST
    - data: hello
    - match: '"sent": "hello"'
`,
      results: {
        ready: { result: true, comment: /answered 200/ },
        never: { result: false, comment: /ECONNREFUSED.*waited 1 s/ },
        looked: { result: true },
        missing: { result: false, comment: /the status is 404, not 200/ },
        sent: { result: true },
      },
    },
  ],
  functions: [
    {
      call: ['http.query', 'http://127.0.0.1:18090/data', 'decode=True', 'status=True'],
      value: { body: expect.any(String), status: 200, dict: { method: 'GET', sent: '' } },
    },
    {
      call: ['http.query', 'http://127.0.0.1:18090/data', 'PUT', 'data=x', 'decode=True'],
      value: expect.objectContaining({ dict: { method: 'PUT', sent: 'x' } }),
    },
    {
      call: ['http.query', 'http://127.0.0.1:18090/moved', 'decode=True'],
      value: expect.objectContaining({ dict: { method: 'GET', sent: '' } }),
    },
    {
      call: ['http.query', 'http://127.0.0.1:18090/missing'],
      value: expect.objectContaining({ status: 404, error: expect.stringContaining('404') }),
    },
    { call: ['http.query', 'http://127.0.0.1:1/'], value: { error: expect.stringContaining('ECONNREFUSED') } },
    {
      call: ['http.wait_for_successful_query', 'http://127.0.0.1:18090/data', 'match=GET'],
      value: expect.objectContaining({ status: 200 }),
    },
    {
      call: ['http.wait_for_successful_query', 'http://127.0.0.1:1/', 'wait_for=1'],
      value: { error: expect.stringContaining('ECONNREFUSED') },
      retcode: 1,
    },
  ],
};
