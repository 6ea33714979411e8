/**
 * Keeps our secrets out of what a peer repeats: {@link io.github.smtpprobe.text.masking.Scrubber} finds them in whatever form a
 * line has them, and masks them. Packages that let a line in use it before anyone else sees the line; those that read lines later
 * know only the mask, which is in {@code text}. Of SMTP it only knows that a reply begins with its code.
 */
@NullMarked
package io.github.smtpprobe.text.masking;

import org.jspecify.annotations.NullMarked;
