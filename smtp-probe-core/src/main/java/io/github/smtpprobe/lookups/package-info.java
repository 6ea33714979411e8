/**
 * How look-ups about the target are run, behind a guard and within a share of the probe's time, and the library's own: reverse names.
 * Asks through the probe's resolver, never through {@link java.net.InetAddress}, opens no connection and judges nothing.
 */
@NullMarked
package io.github.smtpprobe.lookups;

import org.jspecify.annotations.NullMarked;
