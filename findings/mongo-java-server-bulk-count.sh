#!/usr/bin/env bash
# mongo-java-server (Maven, de.bwaldvogel:mongo-java-server-memory-backend 1.47.0): a bulk that stores two
# documents says that it stored three.
#
# Expected: MongoDB's manual, "bulkWrite": in an unordered bulk the rest goes on after an error, and the
#   result counts what was written. Of three inserts with one duplicate, insertedCount is 2.
# Seen: insertedCount is 3 beside a write error, and the collection holds 2. Whoever reports or retries
#   by the count loses one without knowing.
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
const inserts = [1, 1, 2].map((_id) => ({ insertOne: { document: { _id } } }));
const error = await requests.bulkWrite(inserts, { ordered: false }).catch((failure) => failure);
const seen = [error.code, error.writeErrors.length, error.insertedCount, await requests.countDocuments()];
console.log(`code ${seen[0]}, errors ${seen[1]}, insertedCount ${seen[2]}, documents ${seen[3]}`);
await client.close();
server.stdin.end();
process.exit(String(seen) === '11000,1,3,2' ? 0 : 1);
JS
echo 'Expected: code 11000, errors 1, insertedCount 2, documents 2.'
node check.mjs
