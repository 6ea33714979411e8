/**
 * MTA-STS (RFC 8461) and TLS reporting (RFC 8460) as a sender reads them: octets become the TXT record, the policy, or what is wrong with
 * them, each with its place. Nothing here asks, connects or waits, and nothing throws for what a domain publishes; time and memory are in
 * proportion to what is read. A {@link io.github.smtpprobe.mtasts.PolicyFetch} says how the policy was come by, and is made elsewhere.
 */
@NullMarked
package io.github.smtpprobe.mtasts;

import org.jspecify.annotations.NullMarked;
