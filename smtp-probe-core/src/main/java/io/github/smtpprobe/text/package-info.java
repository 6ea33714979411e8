/**
 * What a peer wrote, made safe to show: printable, and without our secrets. And the tables that ship with the library, the plain
 * maps that reports become, and what callers give, refused by name. A leaf below all other packages: whoever turns octets from the wire into a string does it here, so that no control, bidi or escape
 * character can get past one forgotten call. Of SMTP it knows that a reply begins with its code, and
 * no more.
 */
@NullMarked
package io.github.smtpprobe.text;

import org.jspecify.annotations.NullMarked;
