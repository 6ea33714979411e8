/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.diagnosis.words.Values;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.route.Route;
import org.jspecify.annotations.Nullable;

/** The subject of a finding whose check has not set one: the recipient, the server with its port, or the target. */
final class Subjects {
    private Subjects() {}

    /**
     * Determines the subject.
     *
     * @param one  the judgement
     * @param seen the observation that it is about
     * @return words that are the same in every probe of the same target; empty if the subject is not known
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

    /** The subject of a finding that is based on a step, given the name of the server or target. */
    static String of(String where, @Nullable Fact fact) {
        if (!(fact instanceof RcptTo path)) {
            return where;
        }
        String recipient = path.recipient().wire();
        return where.isEmpty() ? recipient : where + " " + recipient;
    }

    /** A server without its address, which may change in DNS from day to day. */
    static String server(Route route) {
        String host = Values.known(route.host());
        String port = route.port() == 0 ? "" : ":" + route.port();
        return (route.literal() && host.indexOf(':') >= 0 ? "[" + host + "]" : host) + port;
    }
}
