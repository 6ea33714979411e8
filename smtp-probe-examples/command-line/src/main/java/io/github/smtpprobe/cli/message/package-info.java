/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A test message as octets: header fields, a text, attachments (RFC 5322, RFC 2045 to 2047, RFC 2231). It knows nothing about
 * servers or options.
 */
@NullMarked
package io.github.smtpprobe.cli.message;

import org.jspecify.annotations.NullMarked;
