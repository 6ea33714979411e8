/**
 * DNS on dnsjava: the {@link io.github.smtpprobe.route.MailResolver} that asks as any program of this machine would, and the
 * {@link io.github.smtpprobe.records.SecureResolver} that asks for proofs (DNSSEC) and checks them here. The only package that knows dnsjava; it
 * never judges what it finds.
 */
@NullMarked
package io.github.smtpprobe.dns;

import org.jspecify.annotations.NullMarked;
