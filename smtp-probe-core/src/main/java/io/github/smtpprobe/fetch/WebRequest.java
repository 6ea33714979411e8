/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** The one request and its response (RFC 9112), over a connection that is already secured. */
final class WebRequest {
    private static final int OK = 200;

    private final String host;
    private final Deadline deadline;
    private final Cancellation cancellation;

    WebRequest(String host, Deadline deadline, Cancellation cancellation) {
        this.host = host;
        this.deadline = deadline;
        this.cancellation = cancellation;
    }

    /**
     * Asks for the policy.
     *
     * @param endedWell tells, at the end of the stream, whether the peer ended TLS by close_notify
     */
    PolicyFetch.Builder over(Connection connection, BooleanSupplier endedWell) {
        Incoming incoming = new Incoming(connection, deadline);
        HeadReader heads = new HeadReader(incoming);
        Head head;
        try {
            connection.write(request(), deadline);
            head = heads.read();
        } catch (IOException failure) {
            return failed(failure);
        }
        BodyReader body = new BodyReader(incoming, heads, endedWell);
        PolicyFetch.Builder found = answered(head, body);
        described(head, found);
        return found.body(body.body());
    }

    private PolicyFetch.Builder answered(Head head, BodyReader body) {
        if (head.status() != OK) {
            return ended(redirects(head) ? Outcome.REDIRECT : Outcome.STATUS);
        }
        try {
            body.read(head);
            return ended(body.tooBig() ? Outcome.TOO_BIG : Outcome.FETCHED);
        } catch (IOException failure) {
            return failed(failure);
        }
    }

    private static boolean redirects(Head head) {
        return head.status() / 100 == 3;
    }

    private static void described(Head head, PolicyFetch.Builder found) {
        found.status(head.status());
        head.first("content-type").map(WebRequest::text).ifPresent(found::contentType);
        if (redirects(head)) {
            head.first("location").map(WebRequest::text).ifPresent(found::location);
        }
        String coding = String.join(", ", head.all("content-encoding"));
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
            found.contentEncoding(text(coding));
        }
    }

    /** A field's octets, read as UTF-8, which hosts use beyond ASCII. */
    private static String text(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private PolicyFetch.Builder failed(IOException failure) {
        return ended(Trouble.of(failure, deadline, cancellation)).detail(Trouble.words(failure));
    }

    private PolicyFetch.Builder ended(Outcome outcome) {
        return PolicyFetch.builder(host, outcome);
    }

    private byte[] request() {
        return ("GET /.well-known/mta-sts.txt HTTP/1.1\r\n"
                        + "Host: " + host + "\r\n"
                        + "User-Agent: smtp-probe\r\n"
                        + "Accept: text/plain\r\n"
                        + "Accept-Encoding: identity\r\n"
                        + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
