/**
 * Makes what a peer wrote safe to show and to search: printable, and read for addresses, HTML entities and TLS alerts. All other
 * packages may use this one, and octets from the wire become strings that are shown only here, so that no control, bidi or escape
 * character can slip through. It knows nothing of SMTP, and imports nothing of the library.
 */
@NullMarked
package io.github.smtpprobe.text;

import org.jspecify.annotations.NullMarked;
