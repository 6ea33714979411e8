/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.smtp.Stage;

/**
 * Checks the step after which a conversation is to end. It must not come before anything that the request asks for, and it must
 * itself be asked for, since a probe that never reaches its last step would pass without it.
 */
final class StopCheck {
    private final ProbeRequest.Builder given;
    private final Problems problems;

    StopCheck(ProbeRequest.Builder given, Problems problems) {
        this.given = given;
        this.problems = problems;
    }

    void run(Stage last, PortPlan ports) {
        if (last == Stage.RESOLVE || last == Stage.RSET || last == Stage.QUIT) {
            problems.add("stopAfter", Code.RANGE, "must be a step from CONNECT to END_OF_DATA");
        } else if (last.compareTo(Stage.AUTH) < 0 && given.credentials != null) {
            problems.add("stopAfter", Code.CONFLICT, "is before AUTH, so the credentials would never be tried");
        } else if (last.compareTo(Stage.XCLIENT) < 0 && given.xclient != null) {
            problems.add("stopAfter", Code.CONFLICT, "is before XCLIENT, so it would never be sent");
        } else if (neverReached(last, ports)) {
            problems.add("stopAfter", Code.CONFLICT, words(last));
        }
    }

    private boolean neverReached(Stage last, PortPlan ports) {
        return switch (last) {
            case TLS, STARTTLS -> ports.entries().stream().allMatch(each -> each.mode() == TlsMode.PLAIN);
            case XCLIENT -> given.xclient == null;
            case AUTH -> given.credentials == null;
            case MAIL_FROM, RCPT_TO -> given.envelope == null;
            case DATA, END_OF_DATA -> given.message == null;
            default -> false;
        };
    }

    private static String words(Stage last) {
        return switch (last) {
            case TLS, STARTTLS -> "is the TLS handshake, and no port is to be asked for TLS";
            case XCLIENT -> "is XCLIENT, and nothing is given to be sent with it";
            case AUTH -> "is AUTH, and no credentials are given";
            case MAIL_FROM, RCPT_TO -> "is a step of a mail transaction, and no mailboxes are given";
            default -> "is a step of sending a message, and none is given";
        };
    }
}
