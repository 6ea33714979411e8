/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a log or a report (RFC 3464 §2.3.3) says about mail that was delivered, or about an address that was found valid. */
record Delivery(Stage stage, Pattern words) {
    private static final int READ = 1_000;

    private static final List<Delivery> ALL = List.of(
            of(Stage.END_OF_DATA, "^\\s{0,9}action: ?(?:delivered|relayed|expanded)(?!\\w)"),
            of(Stage.RCPT_TO, "^\\s{0,9}action: ?deliverable(?!\\w)"),
            of(Stage.RCPT_TO, "(?<!\\w)status=deliverable(?!\\w)"),
            of(Stage.END_OF_DATA, "(?<!\\w)stat=sent(?!\\w)"),
            of(Stage.END_OF_DATA, "(?<!\\w)status=\\W{0,3}sent(?!\\w)"),
            of(Stage.END_OF_DATA, "(?<!\\w)delivery \\d{1,12}: success(?!\\w)"),
            of(Stage.END_OF_DATA, "(?<!\\w)(?<!authentication user=[^ ]{1,99} )result=\"?Ok(?!\\w)"),
            of(Stage.END_OF_DATA, "(?<!\\w)(?:m|msg)=\"?delivered from queue(?!\\w)"),
            of(Stage.END_OF_DATA, "(?<!\\w)(?:submission|smtp): accepted\\s{1,20}\\{\"msg_id\""), // maddy
            of(Stage.END_OF_DATA, "(?<!\\w)smtpstatus=250(?!\\d)"),
            of(Stage.END_OF_DATA, "(?<!\\w)led=250 2\\.1\\.5 resolver\\.grp\\.expanded"), // Exchange, about a group
            of(
                    Stage.END_OF_DATA,
                    "(?<!\\w)\"?(?:event|event_?type|eventtype|type)\"? ?[:=] ?\"?(?:delivery|delivered)\""));

    private static Delivery of(Stage stage, String words) {
        return new Delivery(stage, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
    }

    static Optional<LogLine> in(String line) {
        String read = line.substring(0, Math.min(READ, line.length()));
        return ALL.stream()
                .filter(each -> each.words.matcher(read).find())
                .map(each -> LogLine.delivered(each.stage, line.strip()))
                .findFirst();
    }
}
