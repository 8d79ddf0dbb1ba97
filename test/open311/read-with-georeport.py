"""Reads a running city with the package georeport 0.3.1 and says what it found; ends with 1 where something is wrong.

`npm run test:clients -- http://127.0.0.1:3137 pk_...` installs the package and runs this.
"""

import re
import sys

from georeport import GeoReport

MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$")

city = sys.argv[1].rstrip("/")
client = GeoReport(f"{city}/open311/v2")

services = client.get_service_list()
assert services and all(isinstance(one["metadata"], bool) for one in services), services
code = services[0]["service_code"]
definition = client.get_service_definition(code)
assert definition["service_code"] == code and isinstance(definition["attributes"], list), definition
in_xml = GeoReport(f"{city}/open311/v2", output_format="xml")
assert [one["service_code"] for one in in_xml.get_service_list()] == [one["service_code"] for one in services]

requests = client.get_service_requests()
assert isinstance(requests, list), requests
for one in requests:
    assert one["status"] in ("open", "closed") and MOMENT.match(one["requested_datetime"]), one
    assert one["description"] is None and one["address"] is None, one
if requests:
    identity = requests[0]["service_request_id"]
    assert client.get_service_request(identity)["service_request_id"] == identity
    assert client.get_service_requests(service_request_id=identity)[0]["service_request_id"] == identity
    assert isinstance(client.get_service_requests(status="closed", start_date="2026-11-01T00:00:00Z"), list)
    assert in_xml.get_service_request(identity)["service_request_id"] == identity
print(f"{len(services)} services, {len(requests)} requests: all is well")
