/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.mtasts.ParsedPolicy.Values;
import io.github.smtpprobe.mtasts.PolicyProblem.Code;
import io.github.smtpprobe.text.Ascii;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one policy file, line by line. Each octet is represented by one character. Used once. */
final class PolicyReader {
    private static final int MOST_PROBLEMS = 100;
    private static final int MOST_DIGITS = 10;
    private static final Pattern SEVERAL = Pattern.compile("STSv1[ \\t;,]++(?:mode|max_age|mx) ?:");
    private static final List<String> KNOWN = List.of("version", "mode", "max_age", "mx");
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private final String text;
    private final List<PolicyProblem> problems = new ArrayList<>();
    private final List<MxPattern> patterns = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private Optional<String> version = Optional.empty();
    private Optional<PolicyMode> mode = Optional.empty();
    private Optional<Duration> maxAge = Optional.empty();
    private boolean fatal;
    private int line;

    PolicyReader(byte[] octets) {
        this.text = new String(Objects.requireNonNull(octets, "octets"), StandardCharsets.ISO_8859_1);
    }

    ParsedPolicy read() {
        Optional<Code> other = otherKind();
        if (other.isPresent()) {
            line = 1;
            problem(other.get(), text);
        } else {
            readLines();
            missing();
        }
        List<MxPattern> all = List.copyOf(patterns);
        Optional<StsPolicy> policy =
                fatal ? Optional.empty() : Optional.of(StsPolicy.of(mode.orElseThrow(), maxAge.orElseThrow(), all));
        return new ParsedPolicy(policy, new Values(version, mode, maxAge, all), List.copyOf(problems));
    }

    /** What the file is if it is not a policy at all, so that nothing has to be said about its lines. */
    private Optional<Code> otherKind() {
        if (text.startsWith("\u001F\u008B")) {
            return Optional.of(Code.GZIP);
        }
        if (text.startsWith("\u00FE\u00FF") || text.startsWith("\u00FF\u00FE") || everyOtherIsNul()) {
            return Optional.of(Code.UTF_16);
        }
        int first = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        while (first < text.length() && " \t\r\n".indexOf(text.charAt(first)) >= 0) {
            first++;
        }
        if (first == text.length()) {
            return Optional.of(Code.EMPTY);
        }
        return switch (text.charAt(first)) {
            case '<' -> Optional.of(Code.HTML);
            case '{' -> Optional.of(Code.JSON);
            default -> Optional.empty();
        };
    }

    private boolean everyOtherIsNul() {
        return text.length() > 3 && (nul(0) != nul(1)) && nul(0) == nul(2) && nul(1) == nul(3);
    }

    private boolean nul(int at) {
        return text.charAt(at) == 0;
    }

    private void readLines() {
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int next = end < 0 ? text.length() : end + 1;
            int stop = end < 0 ? text.length() : end;
            boolean crlf = end > from && text.charAt(end - 1) == '\r';
            line++;
            readLine(text.substring(from, crlf ? stop - 1 : stop), next == text.length());
            from = next;
        }
    }

    private void readLine(String content, boolean last) {
        if (TextRecords.trimmed(content).isEmpty()) {
            if (!last) {
                problem(Code.EMPTY_LINE, "");
            }
            return;
        }
        octets(content);
        int colon = content.indexOf(':');
        String key = colon < 0 ? "" : content.substring(0, colon);
        if (colon < 0) {
            problem(Code.NO_COLON, content);
        } else if (!RecordFields.key(key)) {
            problem(Code.BAD_KEY, content);
        } else if (!KNOWN.contains(key)) {
            problem(KNOWN.stream().anyMatch(key::equalsIgnoreCase) ? Code.KEY_CASE : Code.UNKNOWN_KEY, content);
        } else if (!key.equals("mx") && !seen.add(key)) {
            problem(Code.DUPLICATE_KEY, content);
        } else {
            take(key, TextRecords.trimmed(content.substring(colon + 1)), content);
        }
    }

    /** Looks for octets that no line of a policy may contain, whatever its key. */
    private void octets(String content) {
        if (line == 1 && content.startsWith(BYTE_ORDER_MARK)) {
            problem(Code.BYTE_ORDER_MARK, content);
        }
        if (content.indexOf('\r') >= 0) {
            problem(Code.BARE_CR, content);
        }
        if (content.chars().anyMatch(c -> (c < ' ' && c != '\t' && c != '\r') || c == 0x7F)) {
            problem(Code.CONTROL_CHARACTER, content);
        }
        if (!Ascii.only(content) && !Utf8.wellFormed(content)) {
            problem(Code.BAD_UTF_8, content);
        }
    }

    private void take(String key, String value, String content) {
        switch (key) {
            case "version" -> takeVersion(value, content);
            case "mode" -> takeMode(value, content);
            case "max_age" -> takeMaxAge(value, content);
            default -> takePattern(value, content);
        }
    }

    private void takeVersion(String value, String content) {
        version = Optional.of(TextRecords.shown(value));
        if (!value.equals("STSv1")) {
            problem(SEVERAL.matcher(value).lookingAt() ? Code.SEVERAL_KEYS : Code.BAD_VERSION, content);
        }
    }

    private void takeMode(String value, String content) {
        mode = PolicyMode.ofToken(value);
        if (mode.isEmpty()) {
            problem(Code.BAD_MODE, content);
        }
    }

    private void takeMaxAge(String value, String content) {
        if (!Ascii.digits(value, MOST_DIGITS)) {
            problem(Code.BAD_MAX_AGE, content);
            return;
        }
        Duration age = Duration.ofSeconds(Long.parseLong(value));
        if (age.compareTo(StsPolicy.LONGEST_MAX_AGE) > 0) {
            problem(Code.MAX_AGE_TOO_LONG, content);
        } else {
            maxAge = Optional.of(age);
        }
    }

    private void takePattern(String value, String content) {
        seen.add("mx");
        Optional<MxPattern> pattern = MxPattern.read(value);
        pattern.ifPresent(patterns::add);
        if (pattern.isEmpty()) {
            problem(MxFault.of(value), content);
        } else if (MxFault.address(value)) {
            problem(Code.MX_ADDRESS, content);
        }
    }

    private void missing() {
        if (!seen.contains("version")) {
            problem(Code.NO_VERSION, "");
        }
        if (!seen.contains("mode")) {
            problem(Code.NO_MODE, "");
        }
        if (!seen.contains("max_age")) {
            problem(Code.NO_MAX_AGE, "");
        }
        boolean needed = mode.isPresent() && mode.get() != PolicyMode.NONE;
        if (needed && !seen.contains("mx")) {
            problem(Code.NO_MX, "");
        }
    }

    private void problem(Code code, String content) {
        fatal |= code.fatal();
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new PolicyProblem(code, line, TextRecords.shown(content)));
        }
    }
}
