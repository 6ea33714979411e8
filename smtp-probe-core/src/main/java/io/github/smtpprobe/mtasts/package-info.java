/**
 * MTA-STS (RFC 8461) and TLS reporting (RFC 8460) as a sender reads them: octets are turned into a TXT record, a policy, or a
 * list of problems with their places. Nothing here does I/O or waits, nothing that a domain publishes causes an exception, and
 * time and memory are linear. A {@link io.github.smtpprobe.mtasts.PolicyFetch}, which describes how a policy was fetched, is made
 * elsewhere.
 */
@NullMarked
package io.github.smtpprobe.mtasts;

import org.jspecify.annotations.NullMarked;
