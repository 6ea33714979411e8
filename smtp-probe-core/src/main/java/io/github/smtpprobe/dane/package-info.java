/* SPDX-License-Identifier: Apache-2.0 */
/**
 * DANE for SMTP (RFC 6698, RFC 7671, RFC 7672): what TLSA records say of a chain of certificates. Start with {@link
 * io.github.smtpprobe.dane.Dane#judge}. Pure: nothing here asks DNS, opens a connection or reads the clock, and nothing throws for what a
 * zone or a server has sent. Whether the records came over a secure path (RFC 7672 §2.1) is not seen here: the caller knows.
 */
@NullMarked
package io.github.smtpprobe.dane;

import org.jspecify.annotations.NullMarked;
