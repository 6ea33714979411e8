/**
 * Fetches the MTA-STS policy (RFC 8461 §3.3) with one GET over HTTPS. It uses the library's own connections and TLS layer, so
 * that addresses, time and octets are limited for targets of strangers, too, and the certificates can be seen. It connects only
 * to addresses that its caller has looked up and approved: it follows no redirects and uses no proxy of the JVM. It does not read
 * the policy.
 */
@NullMarked
package io.github.smtpprobe.fetch;

import org.jspecify.annotations.NullMarked;
