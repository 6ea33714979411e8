/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.route.Route;
import org.jspecify.annotations.Nullable;

/** What a finding is about, where its check has not said: the recipient, the server with its port, or the target. */
final class Subjects {
    private Subjects() {}

    /**
     * Names the subject.
     *
     * @param one  a judgement
     * @param seen what it is about
     * @return the same words for every probe of the same target; empty if nothing is known of it
     */
    static String of(Judgement one, Observation seen) {
        if (!one.finding().subject().isEmpty()) {
            return one.finding().subject();
        }
        int attempt = one.finding().attempt().orElse(-1);
        String where = attempt >= 0 && attempt < seen.attempts().size()
                ? server(seen.attempts().get(attempt).route())
                : Values.known(seen.request().target().name());
        return of(where, one.fact().orElse(null));
    }

    /** The same for a finding that rests on a step, where it is known by what the server or the target is named. */
    static String of(String where, @Nullable Fact fact) {
        if (!(fact instanceof RcptTo path)) {
            return where;
        }
        String recipient = path.recipient().wire();
        return where.isEmpty() ? recipient : where + " " + recipient;
    }

    /** Without the address, which DNS may change from day to day. */
    static String server(Route route) {
        String host = Values.known(route.host());
        String port = route.port() == 0 ? "" : ":" + route.port();
        return (route.literal() && host.indexOf(':') >= 0 ? "[" + host + "]" : host) + port;
    }
}
