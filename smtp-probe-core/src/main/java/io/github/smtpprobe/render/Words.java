/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.Coverage;
import java.time.Duration;

/** Words for people for what programs know by tokens. */
final class Words {
    private Words() {}

    static String of(Coverage coverage) {
        return switch (coverage) {
            case FIRST_CONVERSATION -> "until a server talks SMTP";
            case FIRST_PASS -> "until all that was asked works";
            case ALL -> "every address of every host, on every port";
        };
    }

    static String of(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case INCONCLUSIVE -> "inconclusive";
        };
    }

    static String mark(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> StepLine.DONE;
            case FAILED -> StepLine.FAILED;
            case INCONCLUSIVE -> "?";
        };
    }

    static String of(Severity severity) {
        return switch (severity) {
            case ERROR -> "Error";
            case WARNING -> "Warning";
            case INFO -> "Note";
        };
    }

    static String of(Confidence confidence) {
        return switch (confidence) {
            case CERTAIN -> "certain";
            case LIKELY -> "likely";
            case POSSIBLE -> "possible";
        };
    }

    /** Who can act; empty for nobody. */
    static String of(Actor actor) {
        return switch (actor) {
            case YOU -> "you";
            case NETWORK -> "whoever runs the network between";
            case SERVER_OPERATOR -> "the server's operator";
            case PROVIDER -> "the mail provider";
            case DNS_OWNER -> "the owner of the DNS zone";
            case POLICY_HOST -> "the owner of the domain, or whoever runs the web host of its policy";
            case RECIPIENT -> "the recipient's side";
            case NOBODY -> "";
        };
    }

    /** A limit, such as {@code 30 s}. */
    static String limit(Duration limit) {
        long millis = limit.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** A number with its noun. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** A name as it appears in a certificate; an IPv6 address in its short form (RFC 5952). */
    static String name(String name) {
        if (name.indexOf(':') < 0) {
            return name;
        }
        try {
            return AddressLiteral.text(AddressLiteral.parse(name));
        } catch (IllegalArgumentException none) {
            return name;
        }
    }
}
