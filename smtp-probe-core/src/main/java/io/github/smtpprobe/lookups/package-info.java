/**
 * Runs look-ups about the target, behind a guard and within a share of the probe's time, and contains the library's own look-up,
 * that of reverse names. The package asks through the probe's resolver, never through {@link java.net.InetAddress}, opens no
 * connection and judges nothing.
 */
@NullMarked
package io.github.smtpprobe.lookups;

import org.jspecify.annotations.NullMarked;
