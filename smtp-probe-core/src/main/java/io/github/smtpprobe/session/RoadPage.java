/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Outcome.Failed;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A web page in place of a mail server's first octets, on a road through a proxy. Gateways that want a login, or forbid a port,
 * say yes to CONNECT and send a page, so that it is no word of the server's.
 */
final class RoadPage {
    /** A page, behind a byte order mark or blanks, in the form of the transcript. */
    private static final String PAGE =
            "(?:\\\\u\\{FEFF}|\\s){0,8}+<(?:!DOCTYPE|!--|HTML|HEAD|BODY|TITLE|META|SCRIPT|H[1-6])(?![\\w-])";

    /** The size of a chunk (RFC 9112 §7.1), on a line of its own. */
    private static final String CHUNK = "(?:[0-9A-F]{1,8}(?:;[^\n]{0,80})?(?:\\\\x0D|\\\\r|\r)?\n)?";

    private static final Pattern OF_HTML = Pattern.compile("\\A" + CHUNK + PAGE, Pattern.CASE_INSENSITIVE);

    /** The beginning of what gzip makes (RFC 1952 §2.3.1), in which web servers and proxies send pages, and mail servers send nothing. */
    private static final Pattern PACKED =
            Pattern.compile("\\A" + CHUNK + "\\\\x1F\\\\x8B\\\\x08", Pattern.CASE_INSENSITIVE);

    /** A web server says nothing before it is asked, except that it has waited for long enough (408). */
    private static final Pattern UNASKED =
            Pattern.compile("\\A(?:" + CHUNK + PAGE + "|HTTP/\\d(?:\\.\\d)? (?!408))", Pattern.CASE_INSENSITIVE);

    private RoadPage() {}

    /** What a page says of the road, where it came before this client had said anything. */
    static Failed greeting(List<Fact> facts, String firstWords, Failed why) {
        return of(facts, UNASKED, firstWords, why);
    }

    /** The same, where it came in answer to a TLS hello: by then a web server may have answered with a status line. */
    static Failed handshake(List<Fact> facts, byte[] opening, Failed why) {
        return of(facts, OF_HTML, lines(opening), why);
    }

    /** Whether more octets may show that it is a page: a blank line or the size of a chunk alone may stand before one. */
    static boolean greetingMayGoOn(List<Fact> facts, String firstWords) {
        return road(facts).isPresent() && open(UNASKED, firstWords);
    }

    /** The same, of an answer to a TLS hello. */
    static boolean handshakeMayGoOn(List<Fact> facts, byte[] opening) {
        return road(facts).isPresent() && open(OF_HTML, lines(opening));
    }

    /** Octets in the form of the transcript, line by line. */
    private static String lines(byte[] octets) {
        return Arrays.stream(new String(octets, StandardCharsets.ISO_8859_1).split("\r?\n", -1))
                .map(line -> Printable.decode(line.getBytes(StandardCharsets.ISO_8859_1)))
                .collect(Collectors.joining("\n"));
    }

    @SuppressWarnings("JdkObsolete") // hitEnd() is for text that comes in pieces, as this does
    private static boolean open(Pattern pages, String firstWords) {
        String lines = firstWords + "\n";
        Matcher page = pages.matcher(lines);
        Matcher packed = PACKED.matcher(lines);
        boolean came = page.find();
        boolean pageMayCome = page.hitEnd();
        return !came && !packed.find() && (pageMayCome || packed.hitEnd());
    }

    private static Failed of(List<Fact> facts, Pattern pages, String firstWords, Failed why) {
        return road(facts)
                .flatMap(road -> came(pages, firstWords).map(what -> Outcome.failed(Reason.PROXY_PAGE, road + what)))
                .orElse(why);
    }

    /** The proxy on the road; empty if there is none. */
    private static Optional<String> road(List<Fact> facts) {
        return facts.stream()
                .filter(Connect.class::isInstance)
                .flatMap(fact -> ((Connect) fact).road().stream())
                .filter(road -> !road.startsWith(RoadTrouble.SOCKET))
                .findFirst();
    }

    private static Optional<String> came(Pattern pages, String firstWords) {
        if (pages.matcher(firstWords).find()) {
            return Optional.of(": a web page came through it");
        }
        return PACKED.matcher(firstWords).find()
                ? Optional.of(": compressed data (gzip) came through it")
                : Optional.empty();
    }
}
