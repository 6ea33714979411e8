/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values that every text may name. What nobody knows has none, so that a sentence never shows it: a pasted dialogue has no
 * times, and often neither address, port nor host.
 */
final class Values {
    private Values() {}

    static Map<String, String> of(Observation seen, Attempt attempt, Fact fact) {
        Map<String, String> all = new HashMap<>(of(attempt.route()));
        boolean timed = !attempt.purpose().pasted();
        all.put("name", known(seen.request().target().name()));
        all.put("stage", name(fact));
        all.put("ms", timed ? Long.toString(fact.took().toMillis()) : "");
        all.putAll(Waited.values(seen, attempt, fact));
        all.put("sender", wire(attempt.fact(MailFrom.class).flatMap(MailFrom::sender)));
        if (fact instanceof RcptTo path) {
            all.put("recipient", path.recipient().wire());
        }
        if (fact.outcome() instanceof Outcome.Failed failed) {
            all.put("detail", failed.detail());
            all.put("reason", failed.reason().token());
        }
        return all;
    }

    private static Map<String, String> of(Route route) {
        String host = known(route.host());
        String address = route.addressText();
        String behind = route.literal() || address.isEmpty() ? "" : " (" + address + ")";
        return Map.of(
                "host", host,
                "identity", host,
                "address", address,
                "where", host.isEmpty() ? address : host + behind,
                "port", route.port() == 0 ? "" : Integer.toString(route.port()));
    }

    /** No name has a blank: words such as {@code the server} stand for one that is unknown. */
    static String known(String name) {
        return name.indexOf(' ') < 0 ? name : "";
    }

    private static String wire(Optional<Mailbox> mailbox) {
        return mailbox.map(Mailbox::wire).orElse("");
    }

    /** A step as sentences name it; the text may not show which command was answered. */
    static String name(Fact fact) {
        if (fact instanceof UnplacedReply other) {
            return other.command().isEmpty() ? "a command that is not shown" : other.command();
        }
        return name(fact.stage());
    }

    /** A step as sentences name it. */
    static String name(Stage stage) {
        return switch (stage) {
            case RESOLVE -> "the name look-up";
            case CONNECT -> "connecting";
            case TLS -> "the TLS handshake";
            case GREETING -> "the greeting";
            case END_OF_DATA -> "the end of the message";
            default -> stage.command().orElseGet(stage::name);
        };
    }
}
