/* SPDX-License-Identifier: Apache-2.0 */
/**
 * DANE for SMTP (RFC 6698, RFC 7671, RFC 7672): the verdict of TLSA records on a chain of certificates. Start with
 * {@link io.github.smtpprobe.dane.Dane#judge}. Nothing here asks DNS, opens a connection or reads the clock, and nothing that a
 * zone or a server has sent causes an exception. Whether the records are secure (RFC 7672 §2.1) is for the caller to know.
 */
@NullMarked
package io.github.smtpprobe.dane;

import org.jspecify.annotations.NullMarked;
