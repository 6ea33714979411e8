/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reports of failed deliveries without a reply code: the fields of a delivery status notification (RFC 3464), and sendmail's
 * {@code dsn=5.1.1, stat=User unknown}.
 */
final class DeliveryStatus {
    private static final Pattern FIELD = Pattern.compile(
            "\\s{0,9}(?<name>Action|Status|Diagnostic-Code|Remote-MTA|Final-Recipient|Original-Recipient) ?:"
                    + " ?(?<value>.*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern STAT =
            Pattern.compile("dsn=(?<status>[45]\\.\\d{1,3}\\.\\d{1,3}), stat=(?<words>(?!Sent|queued|Deferred).*)");
    /** A line of Postfix that was cut off before the reply that it quotes. */
    private static final Pattern CUT = Pattern.compile(
            "dsn=(?<status>[45]\\.\\d{1,3}\\.\\d{1,3}), status=(?:deferred|bounced) \\(host [^ ]{1,255}\\s{0,9}$");

    /** Sendmail's words for a kind of refusal, whatever the other server said. */
    private static final Pattern OWN =
            Pattern.compile("(?:Service unavailable|Data format error|Internal error|Operating system error|I/O error"
                    + "|Remote protocol error|Insufficient permission|Local configuration error)\\s{0,9}");

    private static final Pattern STATUS = Pattern.compile("([45]\\.\\d{1,3}\\.\\d{1,3})(?!\\w).*");
    private static final Pattern CODE = Pattern.compile("(?:^|[^\\d.])[2-5]\\d\\d[ -]");
    private static final Pattern TYPE = Pattern.compile("^[A-Za-z][\\w-]{0,20} ?; ?");

    /** The length from which on a field is not continued. */
    private static final int LONGEST = 2_000;

    private final Map<String, String> fields = new HashMap<>();
    private final List<Said> said = new ArrayList<>();
    private String last = "";
    private int line;

    private DeliveryStatus() {}

    /**
     * The words of such a report.
     *
     * @param status the enhanced code
     * @param words  the words after it; may be empty
     * @param line   the number of the line that contains them
     */
    record Said(String status, String words, int line) {
        /** Whether they are words of the program that reports, and not of a server. */
        boolean own() {
            return OWN.matcher(words).matches();
        }

        String reply() {
            return (status + " " + words).strip();
        }
    }

    static List<Said> in(List<String> lines) {
        DeliveryStatus status = new DeliveryStatus();
        for (int i = 0; i < lines.size(); i++) {
            status.read(lines.get(i), i);
        }
        status.end();
        return status.said;
    }

    private void read(String text, int number) {
        Matcher stat = STAT.matcher(text);
        Matcher field = FIELD.matcher(text);
        Matcher cut = CUT.matcher(text);
        if (cut.find()) {
            said.add(new Said(cut.group("status"), "", number));
        } else if (stat.find() && !CODE.matcher(stat.group("words")).find()) {
            said.add(new Said(stat.group("status"), stat.group("words"), number));
        } else if (field.matches()) {
            last = field.group("name").toLowerCase(Locale.ROOT);
            if (last.endsWith("recipient") && fields.containsKey("action")) {
                end();
            }
            fields.put(last, field.group("value").strip());
            line = last.equals("diagnostic-code") || !fields.containsKey("diagnostic-code") ? number : line;
        } else if (!last.isEmpty() && !text.isBlank() && Character.isWhitespace(text.charAt(0))) {
            fields.merge(last, text.strip(), (one, more) -> one.length() > LONGEST ? one : one + " " + more);
        } else {
            last = "";
            if (text.isBlank() && fields.containsKey("action")) {
                end();
            }
        }
    }

    /** Called at the end of the report about one recipient. */
    private void end() {
        String action = fields.getOrDefault("action", "");
        String words = fields.getOrDefault("diagnostic-code", "");
        Matcher status = STATUS.matcher(fields.getOrDefault("status", ""));
        boolean failed = action.startsWith("failed") || action.startsWith("delayed");
        if (failed && status.matches() && !CODE.matcher(words).find()) {
            said.add(new Said(status.group(1), TYPE.matcher(words).replaceFirst(""), line));
        }
        fields.clear();
    }
}
