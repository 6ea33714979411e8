/**
 * What DNS answered, and how far it is proven (RFC 4033), as plain values. Start with
 * {@link io.github.smtpprobe.records.SecureResolver}, which asks, and {@link io.github.smtpprobe.records.DnsAnswer}, which holds
 * the answer. There is no resolver here, and nothing judges the answers.
 */
@NullMarked
package io.github.smtpprobe.records;

import org.jspecify.annotations.NullMarked;
