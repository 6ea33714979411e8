/**
 * Makes what a peer wrote safe to show and to search: printable, and read for addresses, names and signs. All other packages may
 * use this one, and octets from the wire are turned into strings only here, so that no control, bidi or escape character can slip
 * through. It knows nothing of SMTP, and imports nothing of the library.
 */
@NullMarked
package io.github.smtpprobe.text;

import org.jspecify.annotations.NullMarked;
