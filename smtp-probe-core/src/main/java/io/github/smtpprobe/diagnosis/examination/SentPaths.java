/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.transcript.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The commands with a path as they were sent. They are read once, since a hundred recipients may be refused. */
final class SentPaths {
    private static final Pattern PLAIN =
            Pattern.compile("^[A-Za-z0-9_-]++(?:[.][A-Za-z0-9_-]++)*+@[A-Za-z0-9-]++(?:[.][A-Za-z0-9-]++)++");

    /** Each command up to the end of its path, and whether nothing followed the path wherever it was sent. */
    private final Map<String, Boolean> bare = new HashMap<>();

    private boolean together;

    SentPaths(List<Entry> entries) {
        boolean after = false;
        for (Entry entry : entries) {
            boolean client = entry.direction() == Entry.Direction.CLIENT;
            if (client) {
                String line = entry.text().strip();
                int end = line.indexOf('>') + 1;
                bare.merge(line.substring(0, end), line.length() == end, Boolean::logicalAnd);
                together |= after && line.startsWith("RCPT ");
            }
            after = client;
        }
    }

    /** Whether recipients were sent without waiting for replies. */
    boolean together() {
        return together;
    }

    /** Whether the path of a step has the plainest form, and nothing followed it. */
    boolean plain(Fact fact) {
        String path = fact instanceof MailFrom from
                ? from.sender().map(Mailbox::wire).orElse("")
                : fact instanceof RcptTo to ? to.recipient().wire() : "";
        if (!PLAIN.matcher(path).matches()) {
            return false;
        }
        String command = (fact instanceof MailFrom ? "MAIL FROM:<" : "RCPT TO:<") + path + ">";
        return bare.getOrDefault(command, false);
    }
}
