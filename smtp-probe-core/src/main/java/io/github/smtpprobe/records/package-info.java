/**
 * What DNS answered, and how far it is proven (RFC 4033): plain values without a resolver. Start with
 * {@link io.github.smtpprobe.records.SecureResolver}, which asks, and {@link io.github.smtpprobe.records.DnsAnswer}, which says what came of
 * it. Nothing here asks anybody or judges anything.
 */
@NullMarked
package io.github.smtpprobe.records;

import org.jspecify.annotations.NullMarked;
