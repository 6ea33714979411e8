/**
 * DNS with dnsjava: the {@link io.github.smtpprobe.route.MailResolver}, which asks like any other program on this machine, and
 * the {@link io.github.smtpprobe.records.SecureResolver}, which asks for proofs (DNSSEC) and validates them here. This is the
 * only package that uses dnsjava; it never judges what it finds.
 */
@NullMarked
package io.github.smtpprobe.dns;

import org.jspecify.annotations.NullMarked;
