#!/usr/bin/env bash
# json-logic-java (Maven, io.github.jamsesso 1.1.0), beside json-logic-js (npm, 2.0.5): request 10000000 is "1.0E7".
#
# Expected: one rule gives one answer on the server and in the browser: "cat" joins texts and numbers, "substr" gives what
#   there is of a text, "missing" names what is missing, empty texts too (JsonLogic, "Supported Operations").
# Seen: a whole number from ten million on is written with an exponent into a text; a piece that would go beyond the end is
#   empty instead of shorter; an empty text is not missing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-logic-js@2.0.5 >/dev/null
mvn -q -B dependency:copy -Dartifact=io.github.jamsesso:json-logic-java:1.1.0 -DoutputDirectory=. &>mvn.txt
mvn -q -B dependency:copy -Dartifact=com.google.code.gson:gson:2.11.0 -DoutputDirectory=. &>>mvn.txt

cat >Apply.java <<'JAVA'
import io.github.jamsesso.jsonlogic.JsonLogic;
import java.util.Map;

class Apply {
    public static void main(String[] arguments) throws Exception {
        Map<String, Object> data = Map.of("number", 10000000, "phone", "");
        for (String rule : arguments) System.out.println(new JsonLogic().apply(rule, data));
    }
}
JAVA
cat >check.cjs <<'JS'
const { execFileSync } = require('node:child_process');
const jsonLogic = require('json-logic-js');

const rules = [{ cat: ['request ', { var: 'number' }] }, { substr: ['street', 3, 10] }, { missing: ['phone'] }];
const classPath = 'json-logic-java-1.1.0.jar:gson-2.11.0.jar';
const java = execFileSync('java', ['-cp', classPath, 'Apply.java', ...rules.map((rule) => JSON.stringify(rule))], { encoding: 'utf8' }).split('\n');
const seen = rules.map((rule, i) => {
  const here = String(jsonLogic.apply(rule, { number: 10000000, phone: '' }));
  console.log(`${JSON.stringify(rule)}: "${java[i]}" in Java, "${here}" in JavaScript`);
  return [java[i], here];
});
const expected = [['request 1.0E7', 'request 10000000'], ['', 'eet'], ['[]', 'phone']];
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
JS
echo 'Expected: the same in both.'
node check.cjs
