/**
 * The vocabulary of SMTP as values: steps, replies, codes, EHLO keywords, mailboxes (RFC 5321, RFC 2034). This package reads and
 * prints them, and never opens a connection, judges a server or explains anything.
 */
@NullMarked
package io.github.smtpprobe.smtp;

import org.jspecify.annotations.NullMarked;
