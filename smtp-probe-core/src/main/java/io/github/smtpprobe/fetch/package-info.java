/**
 * Fetches the policy of MTA-STS (RFC 8461 §3.3): one GET over HTTPS, on our own connections and TLS layer, so that address, deadline and
 * octets are bounded for targets of strangers, too, and the certificates are seen. It connects to addresses that its caller has looked up
 * and judged, and to nothing else: no redirection is followed, no proxy of the JVM is used. It does not read the policy.
 */
@NullMarked
package io.github.smtpprobe.fetch;

import org.jspecify.annotations.NullMarked;
