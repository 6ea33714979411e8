/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes the parts of a pasted mail that contain text in base64 (RFC 2045 §6.8). */
final class Base64Parts {
    private static final int READ = 300;

    private static final Pattern ENCODED =
            Pattern.compile("^content-transfer-encoding ?: ?base64\\s{0,9}$", Pattern.CASE_INSENSITIVE);
    private static final Pattern TYPE =
            Pattern.compile("^content-type ?: ?(?!text/|message/)\\S", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHARSET =
            Pattern.compile("(?<!\\w)charset ?= ?\"?([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINE = Pattern.compile("[A-Za-z0-9+/]{1,1000}={0,2}");

    private final List<String> lines;
    private final List<String> decoded = new ArrayList<>();

    private Base64Parts(List<String> lines) {
        this.lines = lines;
    }

    /** The lines, with such parts decoded. */
    static List<String> decoded(List<String> lines) {
        boolean any =
                lines.stream().anyMatch(line -> ENCODED.matcher(start(line)).find());
        return any ? new Base64Parts(lines).read() : lines;
    }

    private static String start(String line) {
        return line.substring(0, Math.min(READ, line.length()));
    }

    private List<String> read() {
        int header = 0; // where the block of fields begins
        for (int i = 0; i < lines.size(); i++) {
            decoded.add(lines.get(i));
            if (lines.get(i).isBlank()) {
                int end = end(i + 1);
                if (end > i + 1 && encoded(lines.subList(header, i))) {
                    part(i + 1, end, charset(lines.subList(header, i)));
                    i = end - 1;
                }
                header = i + 1;
            }
        }
        return decoded;
    }

    private static boolean encoded(List<String> header) {
        return header.stream().anyMatch(line -> ENCODED.matcher(start(line)).find())
                && header.stream().noneMatch(line -> TYPE.matcher(start(line)).find());
    }

    private static Charset charset(List<String> header) {
        for (String line : header) {
            Matcher name = CHARSET.matcher(start(line));
            try {
                if (name.find() && Charset.isSupported(name.group(1))) {
                    return Charset.forName(name.group(1));
                }
            } catch (IllegalCharsetNameException none) {
                return StandardCharsets.UTF_8; // true of most mails
            }
        }
        return StandardCharsets.UTF_8;
    }

    private int end(int from) {
        int end = from;
        while (end < lines.size() && LINE.matcher(lines.get(end).strip()).matches()) {
            end++;
        }
        return end;
    }

    private void part(int from, int end, Charset charset) {
        try {
            byte[] octets = java.util.Base64.getMimeDecoder().decode(String.join("", lines.subList(from, end)));
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            decoded.addAll(List.of(text.split("\r\n|\r|\n", -1)));
        } catch (IllegalArgumentException | CharacterCodingException broken) {
            decoded.addAll(lines.subList(from, end)); // it stays as it is
        }
    }
}
