/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import io.github.smtpprobe.explain.ForeignLine.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What programs say when something other than a reply comes: rows of words, the first that fits counts. */
record Happening(Kind kind, Pattern words) {
    /** Programs say such things in a line; what stands further behind in a longer one is not looked at. */
    private static final int READ = 1_000;

    private static final List<Happening> ALL = List.of(
            // OpenSSL and the JDK, when a TLS hello is answered in clear text.
            of(Kind.TLS_TO_PLAIN_PORT, "wrong version number|unsupported or unrecognized ssl message"),
            of(
                    Kind.TLS_FAILED,
                    "^\\* tls-failed|tls startup failed|could not convert socket to tls|sslhandshakeexception"
                            + "|certificate_verify_failed|depth_zero_self_signed_cert|unable_to_verify_leaf_signature"
                            + "|self_signed_cert_in_chain|cert_has_expired|err_tls_cert_altname_invalid"),
            of(Kind.TLS, "^\\* tls |^=== tls started|connection upgraded with starttls|secure connection established"),
            of(Kind.REFUSED, "connection refused|econnrefused"),
            of(
                    Kind.UNREACHED,
                    "connect(ion)? timed ?out|connect etimedout|error connecting .{0,100}timeout|no route to"
                            + " host|ehostunreach|network is unreachable|enetunreach"),
            of(Kind.TIMEOUT, "^\\* timeout|timed out|etimedout|timeout waiting|greeting never received"),
            of(
                    Kind.CLOSED,
                    "^\\* (closed|reset)|remote host closed connection|connection closed by foreign host|econnreset"
                            + "|connection reset|\\[eof]|connection unexpectedly closed"));

    private static Happening of(Kind kind, String words) {
        return new Happening(kind, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
    }

    static Optional<ForeignLine> in(String text) {
        CharSequence read = text.subSequence(0, Math.min(READ, text.length()));
        return ALL.stream()
                .filter(each -> each.words.matcher(read).find())
                .map(each -> ForeignLine.event(each.kind, text))
                .findFirst();
    }
}
