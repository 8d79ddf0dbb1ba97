#!/usr/bin/env bash
# ICU4J (Maven, com.ibm.icu:icu4j 78.3): the transliteration from Persian to Latin leaves the commonest letter.
#
# Expected: Persian-Latin/BGN is described in CLDR as the BGN/PCGN romanization of Persian, in which
#   alef is ā, a or o as it is read; the result of a transform to Latn is in Latin letters.
# Seen: every alef (U+0627) stays as it is: «خیابان» is khyاbاn, half Latin and half Arabic, which
#   a file name or a URL then mixes in two directions. Any-Latin does replace it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mvn -q -B dependency:copy -Dartifact=com.ibm.icu:icu4j:78.3 -DoutputDirectory=. &>mvn.txt

cat >Latin.java <<'JAVA'
import com.ibm.icu.text.Transliterator;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class Latin {
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(Transliterator.getInstance("Persian-Latin/BGN").transliterate("خیابان"));
        out.println(Transliterator.getInstance("Any-Latin; Latin-ASCII").transliterate("خیابان"));
    }
}
JAVA
echo 'Expected: Latin letters on both lines.'
seen=$(java -cp icu4j-78.3.jar Latin.java)
echo "$seen"
[ "$seen" = $'khyاbاn\nkhyaban' ]
