/**
 * Time limits: a monotonic {@link io.github.smtpprobe.clock.Ticker}, and the {@link io.github.smtpprobe.clock.Deadline} of a
 * probe. It knows nothing of SMTP, interrupts nobody, and never reads the wall clock.
 */
@NullMarked
package io.github.smtpprobe.clock;

import org.jspecify.annotations.NullMarked;
