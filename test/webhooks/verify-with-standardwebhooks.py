"""Hears of a request from a running city and verifies the signature with the package standardwebhooks 1.1.0.

`npm run test:clients -- http://127.0.0.1:3137 pk_...` installs the package and runs this. The key must be allowed to
register requests and to have events sent; what it makes is removed again, but for the request.
"""

import json
import sys
import threading
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

city, key = sys.argv[1].rstrip("/"), sys.argv[2]
PATIENCE_SECONDS = 60
heard = []
something_came = threading.Event()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        heard.append((body, {name.lower(): value for name, value in self.headers.items()}))
        self.send_response(204)
        self.end_headers()
        something_came.set()

    def log_message(self, *_):
        pass


def call(method, path, body=None):
    request = urllib.request.Request(
        f"{city}/api/v1{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid.uuid4()),
        },
    )
    with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
        text = response.read()
        return json.loads(text) if text else None


server = HTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = call("POST", "/webhooks", {"url": f"http://127.0.0.1:{server.server_port}/events"})
try:
    place = {"district": "district-9"}
    words = "چالهٔ بزرگی جلوی دبستان است"
    call("POST", "/requests", {"category": "pothole", "text": words, "place": place})
    assert something_came.wait(PATIENCE_SECONDS), "No event came within a minute."
    body, headers = heard[0]
    event = Webhook(address["secret"]).verify(body, headers)
    assert event["type"].startswith("request."), event
    try:
        Webhook(address["secret"]).verify(body + " ", headers)
        raise AssertionError("What was changed on its way is verified as well.")
    except WebhookVerificationError:
        pass
finally:
    call("DELETE", f"/webhooks/{address['id']}")
print(f"{event['type']} came, signed for us")
