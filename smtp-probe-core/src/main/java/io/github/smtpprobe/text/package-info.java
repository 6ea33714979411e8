/**
 * Makes what a peer wrote safe to show: printable, and without our secrets. Also here are the tables that ship with the library,
 * the plain maps that reports become, and the checks of callers' arguments. All other packages may use this one, and octets from
 * the wire are turned into strings only here, so that no control, bidi or escape character can slip through. Of SMTP it only
 * knows that a reply begins with its code.
 */
@NullMarked
package io.github.smtpprobe.text;

import org.jspecify.annotations.NullMarked;
