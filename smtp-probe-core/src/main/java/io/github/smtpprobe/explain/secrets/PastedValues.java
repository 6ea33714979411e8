/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import io.github.smtpprobe.text.Scrubber;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a pasted text holds of logins: each value is masked where it stands, and learnt. */
final class PastedValues {
    private static final String MASK = Scrubber.MASK;
    private static final String BEARER = "auth=bearer ";
    private static final int SHORT = 8;
    private static final int LONG = 20;
    private static final Pattern BASE64 =
            Pattern.compile("(?<![A-Za-z0-9+/_=.@<-])[A-Za-z0-9+/_-]{4,}+={0,2}+(?![A-Za-z0-9.@:(])");
    private static final Pattern NAMED = Pattern.compile(
            "(?:pass(?:word|wd|phrase|wort|e)?|pwd|kennwort|contrase.{1,2}a|senha|wachtwoord|secret|token|api_?key|authorization|credentials?)(?:\\\\?[\"'])?+\\s{0,10}+(=>|[:=])\\s{0,10}+(?:b?\\\\?\"([^\"\\n"
                + "]++)|b?'([^'\\n"
                + "]++)|([^\\s\"',;})\\[]++(?: [^\\s\"',;})\\[]++)?+))",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile(
            "((?:--?(?:ap|auth-password|pass(?:word)?|pwd|token|w)|Bearer|Basic)[ =]{1,3}+['\"]?+)([^\\s'\",;]++)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern USER_INFO = Pattern.compile("(://[^\\s/:@]{0,200}+:)([^\\s/@]{1,500}+)(?=@)");
    private static final Pattern PLACEHOLDER =
            Pattern.compile("[*.xX\\u2022]*+|\\[redacted].*+|<[^>]*+>|null|undefined|true|false|none");

    private static final Pattern ASSIGNED =
            Pattern.compile("(?:pass|pwd|secret|token|credential)[A-Za-z0-9_-]{0,20}+=$", Pattern.CASE_INSENSITIVE);

    private final Scrubber scrubber = new Scrubber();
    private final WrittenSecrets written = new WrittenSecrets();
    private boolean userFirst;

    /** A login begins; LOGIN sends the user's name before the password. */
    void begun(String mechanism) {
        userFirst = mechanism.equalsIgnoreCase("LOGIN");
    }

    /** The server asks for something, and may say for what. */
    void prompted(String base64) {
        String prompt = text(base64);
        if (prompt != null) {
            userFirst = prompt.toLowerCase(Locale.ROOT).startsWith("user");
        }
    }

    /**
     * Masks all of what may be a response; blanks before it, and quotes and line ends behind it stay.
     *
     * @param response whether it is one; else words of a sentence may stand there, which no reply must lose
     */
    String hide(String said, boolean response) {
        int start = 0;
        while (start < said.length()
                && (Character.isWhitespace(said.charAt(start)) || ":=".indexOf(said.charAt(start)) >= 0)) {
            start++;
        }
        int end = said.length();
        while (end > start && Character.isWhitespace(said.charAt(end - 1))) {
            end--;
        }
        end = unquoted(said, start, end);
        if (start >= end) {
            return said;
        }
        String[] words = said.substring(start, end).split("\\s+", 4);
        for (String word : words) {
            if (encoded(word) || (response && words.length < 3)) {
                respond(word);
            }
        }
        return (start == 0 ? "" : said.substring(0, start)) + MASK + said.substring(end);
    }

    /** Python and JSON write line ends and quotes behind it. */
    private static int unquoted(String said, int start, int end) {
        int at = end;
        while (at > start && ",)}]".indexOf(said.charAt(at - 1)) >= 0) {
            at--;
        }
        if (at == start || "'\"".indexOf(said.charAt(at - 1)) < 0) {
            return end;
        }
        at--;
        for (String escape : new String[] {"\\n", "\\r"}) {
            at = said.startsWith(escape, at - 2) && at - 2 >= start ? at - 2 : at;
        }
        return at;
    }

    /** Masks what looks like base64. */
    String tokens(String said) {
        Matcher token = BASE64.matcher(said);
        boolean alone = BASE64.matcher(said.strip()).matches();
        return token.replaceAll(found -> {
            String text = found.group();
            boolean encoded = (text.length() >= SHORT || alone)
                    && encoded(text)
                    && !ASSIGNED.matcher(text).find(); // a name and an equals sign
            if (encoded) {
                respond(text);
            }
            return Matcher.quoteReplacement(encoded ? MASK : text);
        });
    }

    private static boolean encoded(String token) {
        boolean mixed = token.length() >= LONG
                && token.chars().anyMatch(Character::isDigit)
                && token.chars().anyMatch(Character::isUpperCase)
                && token.chars().anyMatch(Character::isLowerCase);
        return mixed || token.endsWith("=") || text(token) != null;
    }

    /**
     * Masks values behind words that name a secret.
     *
     * @param reply whether it is a server's: then only what is written as a value, and not as a sentence
     */
    String named(String said, boolean reply) {
        String values = behindNames(said, reply);
        if (reply) {
            written.reply();
            return second(USER_INFO, values);
        }
        return second(USER_INFO, written.hide(second(OPTION, values), this::hidden));
    }

    /** Masks them in what is taken for the mark of a line, and may be none. */
    String namedInMark(String mark) {
        return mark.isBlank() ? mark : second(USER_INFO, second(OPTION, behindNames(mark, false)));
    }

    private String behindNames(String said, boolean reply) {
        return NAMED.matcher(said).replaceAll(found -> {
            String quoted = found.group(2) != null ? found.group(2) : found.group(3);
            boolean value = quoted != null || found.group(1).contains("=");
            String text = quoted != null ? quoted : found.group(4);
            if (reply && !value || PLACEHOLDER.matcher(text).matches()) {
                return Matcher.quoteReplacement(found.group());
            }
            String last = text.substring(text.lastIndexOf(' ') + 1);
            if (value) {
                learn(text);
            } else if (last.chars().anyMatch(each -> !Character.isLetter(each))) {
                learn(last); // else it may be a word of a sentence, which no reply must lose
            }
            return Matcher.quoteReplacement(
                    found.group().substring(0, found.group().length() - text.length()) + MASK);
        });
    }

    private String hidden(String value) {
        learn(value);
        return MASK;
    }

    private String second(Pattern pattern, String said) {
        return pattern.matcher(said).replaceAll(found -> {
            learn(found.group(2));
            return Matcher.quoteReplacement(found.group(1) + MASK);
        });
    }

    /** A response is no secret where it is the user's name. */
    private void respond(String value) {
        String decoded = text(value);
        boolean name =
                decoded == null || decoded.chars().noneMatch(each -> each < 2); // PLAIN's has NULs, and a password
        if (userFirst && name) {
            scrubber.learnRuns(octets(value));
        } else {
            learn(value);
        }
        userFirst = false;
    }

    private void learn(String value) {
        if (PLACEHOLDER.matcher(value).matches()) {
            return;
        }
        scrubber.learnRuns(octets(value));
        String decoded = text(value);
        if (decoded == null) {
            scrubber.learn(octets(value)); // some programs print responses in clear text
            return;
        }
        String[] parts = decoded.split("[\\x00\\x01]");
        for (String part : parts) {
            if (part.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
                scrubber.learn(octets(part.substring(BEARER.length())));
            }
        }
        if (parts.length > 0) {
            scrubber.learn(octets(parts[parts.length - 1])); // PLAIN: the password stands last
        }
    }

    /** What base64 says, if it says something that can be read. */
    private static @Nullable String text(String base64) {
        try {
            String plain = base64.strip().replace('-', '+').replace('_', '/');
            String text = new String(Base64.getDecoder().decode(plain), StandardCharsets.UTF_8);
            boolean readable = !text.isEmpty()
                    && text.chars().allMatch(each -> each < 2 || (each >= ' ' && each != 0x7F && each != 0xFFFD));
            return readable ? text : null;
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
    }

    String scrub(String text, int read) {
        byte[] line = octets(text + "\n"); // with an end, since the line is whole
        byte[] clean = scrubber.scrub(line, read);
        return clean == line ? text : new String(clean, 0, clean.length - 1, StandardCharsets.UTF_8);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
