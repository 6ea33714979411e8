/**
 * The words of SMTP as values: commands, replies, EHLO keywords, mailboxes (RFC 5321, RFC 2034, RFC 4954). A leaf: it parses
 * and prints, and never opens a connection, judges a server or explains anything.
 */
@NullMarked
package io.github.smtpprobe.smtp;

import org.jspecify.annotations.NullMarked;
