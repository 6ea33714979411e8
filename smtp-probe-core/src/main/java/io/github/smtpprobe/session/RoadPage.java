/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Outcome.Failed;
import io.github.smtpprobe.fact.Reason;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A web page in place of a mail server's first octets, on a road through a proxy. Gateways that want a login, or forbid a port,
 * say yes to CONNECT and send a page, so that it is no word of the server's.
 */
final class RoadPage {
    /** A page, behind a byte order mark or blanks, in the form of the transcript. */
    private static final String PAGE =
            "(?:\\\\u\\{FEFF}|\\s){0,8}+<(?:!DOCTYPE|!--|HTML|HEAD|BODY|TITLE|META|SCRIPT|H[1-6])(?![\\w-])";

    private static final Pattern OF_HTML = Pattern.compile("\\A" + PAGE, Pattern.CASE_INSENSITIVE);

    /** A web server says nothing before it is asked, except that it has waited for long enough (408). */
    private static final Pattern UNASKED =
            Pattern.compile("\\A(?:" + PAGE + "|HTTP/\\d(?:\\.\\d)? (?!408))", Pattern.CASE_INSENSITIVE);

    private RoadPage() {}

    /** What a page says of the road, where it came before this client had said anything. */
    static Failed greeting(List<Fact> facts, String firstWords, Failed why) {
        return of(facts, UNASKED, firstWords, why);
    }

    /** The same, where it came in answer to a TLS hello: by then a web server may have answered with a status line. */
    static Failed handshake(List<Fact> facts, String firstWords, Failed why) {
        return of(facts, OF_HTML, firstWords, why);
    }

    private static Failed of(List<Fact> facts, Pattern pages, String firstWords, Failed why) {
        return facts.stream()
                .filter(Connect.class::isInstance)
                .flatMap(fact -> ((Connect) fact).road().stream())
                .filter(road -> !road.startsWith(RoadTrouble.SOCKET))
                .filter(road -> pages.matcher(firstWords).find())
                .findFirst()
                .map(road -> Outcome.failed(Reason.PROXY_PAGE, road + ": a web page came through it"))
                .orElse(why);
    }
}
