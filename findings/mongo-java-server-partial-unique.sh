#!/usr/bin/env bash
# mongo-java-server (Maven, de.bwaldvogel:mongo-java-server-memory-backend 1.47.0): an index that should be
# unique among open requests is unique among all.
#
# Expected: MongoDB's manual, "Partial Indexes": with partialFilterExpression the unique constraint
#   applies only to documents that meet the expression. A server that lacks the option should refuse it.
# Seen: createIndex succeeds, the expression is not used, and a second closed request of the same
#   citizen is a duplicate key (11000).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mongodb@6.20.0 >/dev/null
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>server</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>de.bwaldvogel</groupId><artifactId>mongo-java-server-memory-backend</artifactId><version>1.47.0</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib &>mvn.txt
cat >Server.java <<'JAVA'
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

class Server {
    public static void main(String[] arguments) throws Exception {
        MongoServer server = new MongoServer(new MemoryBackend());
        System.out.println(server.bind().getPort());
        System.in.read();
        server.shutdownNow();
    }
}
JAVA
cat >check.mjs <<'JS'
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { MongoClient } from 'mongodb';

const server = spawn('java', ['-cp', 'lib/*', 'Server.java'], { stdio: ['pipe', 'pipe', 'ignore'] });
const [port] = await once(server.stdout, 'data');
const client = await new MongoClient(`mongodb://127.0.0.1:${String(port).trim()}/?directConnection=true`).connect();
const requests = client.db('city').collection('requests');
await requests.createIndex({ citizen: 1 }, { unique: true, partialFilterExpression: { open: true } });
await requests.insertOne({ citizen: 1, open: false });
const seen = await requests.insertOne({ citizen: 1, open: false }).then(() => 'inserted', (error) => error.code);
console.log(`a second closed request: ${seen}`);
await client.close();
server.stdin.end();
process.exit(seen === 11000 ? 0 : 1);
JS
echo 'Expected: inserted.'
node check.mjs
