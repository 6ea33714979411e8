/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes a mail that was pasted with its transfer encoding (RFC 2045 §6.7). Lines that the encoding broke are rejoined; the
 * number of lines stays the same.
 */
final class QuotedPrintable {
    private static final Pattern HEADER =
            Pattern.compile("content-transfer-encoding ?: ?quoted-printable", Pattern.CASE_INSENSITIVE);

    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,50}:(?:\\s|$)|From \\S");
    /** A line that ends within a word; RFC 2045 allows 76 characters. */
    private static final Pattern WORD = Pattern.compile(".{60,74}[A-Za-z]=");

    private static final Pattern REST = Pattern.compile("[a-z]{1,40}+(?![\\w=])");
    private static final Pattern OCTETS = Pattern.compile("(?:=[0-9A-F]{2}){1,400}+");

    private QuotedPrintable() {}

    /** The decoded lines; the lines themselves if no header says that they are encoded in this way. */
    static List<String> decoded(List<String> lines) {
        if (lines.stream().noneMatch(line -> HEADER.matcher(line).find())) {
            return withoutSoftBreaks(lines);
        }
        List<String> whole = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int blank = 0;
        int body = FIELD.matcher(lines.get(0)).lookingAt() ? Math.max(0, lines.indexOf("")) : 0;
        whole.addAll(lines.subList(0, body)); // a header is not encoded in this way
        for (String line : lines.subList(body, lines.size())) {
            if (broken(line)) {
                open.append(line, 0, line.length() - 1);
                blank++;
            } else {
                open.append(line);
                whole.add(OCTETS.matcher(open).replaceAll(found -> letters(found)));
                whole.addAll(Collections.nCopies(blank, ""));
                open.setLength(0);
                blank = 0;
            }
        }
        if (blank > 0) {
            whole.add(open.toString());
            whole.addAll(Collections.nCopies(blank - 1, ""));
        }
        return whole;
    }

    /** The same for a part without its header, in which a word continues on the next line. */
    private static List<String> withoutSoftBreaks(List<String> lines) {
        List<String> whole = new ArrayList<>(lines);
        for (int i = lines.size() - 2; i >= 0; i--) {
            boolean word = WORD.matcher(lines.get(i)).matches()
                    && REST.matcher(lines.get(i + 1)).lookingAt();
            if (word && broken(lines.get(i))) {
                whole.set(i, lines.get(i).substring(0, lines.get(i).length() - 1) + whole.get(i + 1));
                whole.set(i + 1, "");
            }
        }
        return whole;
    }

    /** Whether a sentence continues; the padding of base64 ends with the same sign. */
    private static boolean broken(String line) {
        return line.endsWith("=") && !line.endsWith("==") && line.indexOf(' ') >= 0;
    }

    private static String letters(MatchResult octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < octets.group().length(); i += 3) {
            out.write(Integer.parseInt(octets.group().substring(i + 1, i + 3), 16));
        }
        return Matcher.quoteReplacement(out.toString(StandardCharsets.UTF_8).replace('\n', ' '));
    }
}
