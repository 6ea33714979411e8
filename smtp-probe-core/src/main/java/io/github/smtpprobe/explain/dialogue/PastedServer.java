/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.lines.Whereabouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The server of a pasted session as far as the text names it: the host that was connected to, otherwise the name in its own
 * replies.
 */
final class PastedServer {
    static final String NOWHERE = "the server";

    /** Labels, the last of which does not begin with a digit. Possessive, since a server may send any number of labels. */
    private static final Pattern NAME = Pattern.compile("^(?:[A-Za-z0-9-]++\\.)++[A-Za-z-][A-Za-z0-9-]*+");

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

    private static final int LONGEST_NAME = 253;

    private String host;
    private final int port;
    private boolean literal;
    private Optional<String> client = Optional.empty();

    PastedServer(Whereabouts where) {
        host = where.host().isEmpty() ? NOWHERE : where.host();
        port = where.port();
        literal = where.literal();
    }

    /** The same server with a client that its own log names. */
    PastedServer of(Optional<String> peer) {
        client = peer;
        return this;
    }

    Optional<String> client() {
        return client;
    }

    /** Takes the server's own name from its greeting or its reply to EHLO, if that begins with one. */
    void named(String opening) {
        if (!host.equals(NOWHERE) && !literal) {
            return;
        }
        String start = opening.strip();
        String first =
                start.substring(0, Math.min(LONGEST_NAME + 1, start.length())).split(" ", 2)[0];
        boolean name = first.length() <= LONGEST_NAME
                && first.indexOf('.') > 0
                && NAME.matcher(first).matches();
        host = name ? first.toLowerCase(Locale.ROOT) : host;
        literal &= !name;
    }

    /** Takes the host in a client's error. It may be an address, or the client's own machine, if nothing else is known. */
    void told(String name) {
        named(name);
        boolean address = ADDRESS.matcher(name).matches();
        if (host.equals(NOWHERE) && (address || name.equals("localhost"))) {
            host = name;
            literal = address;
        }
    }

    /** Takes the host to which a client that received nothing says it has connected. */
    void connected(String name) {
        if (name.indexOf('.') > 0 && NAME.matcher(name).matches()) {
            host = name.toLowerCase(Locale.ROOT);
            literal = false;
        } else {
            told(name);
        }
    }

    /** The server's name in the text; empty if there is none. */
    String name() {
        return host.equals(NOWHERE) ? "" : host;
    }

    Route route(TlsMode mode) {
        return new Route(host, literal, Route.NO_ADDRESS, port, mode);
    }
}
